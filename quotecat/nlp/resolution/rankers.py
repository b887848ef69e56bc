"""The rankers that ship: of possible sources, and of whom a source may refer to; and how far they can be believed."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from quotecat.errors import ModelError
from quotecat.nlp.resolution.ranker import Ranker

SOURCES, SPEAKERS, CALIBRATION = "sources.safetensors", "speakers.safetensors", "calibration.json"


@dataclass(frozen=True, slots=True)
class Rankers:
    """Both rankers, and the calibration of what they say together: a logistic regression's weights, bias last."""

    sources: Ranker
    speakers: Ranker
    weights: tuple[float, ...]

    @classmethod
    def load(cls, folder: Path) -> Rankers:
        """Return the rankers in `folder`.

        Raises:
            ModelError: if a file is missing or does not fit.
        """
        try:
            weights = json.loads((folder / CALIBRATION).read_text(encoding="utf-8"))["speaker"]
            calibrated = tuple(float(w) for w in weights)
        except (OSError, KeyError, TypeError, ValueError) as error:
            raise ModelError(f"the calibration in {folder} cannot be loaded ({error}); reinstall quotecat") from error
        return cls(Ranker.load(folder / SOURCES), Ranker.load(folder / SPEAKERS), calibrated)

    def calibrated(self, facts: Sequence[float]) -> float:
        """P(the speaker is right), in [0, 1], for the facts of `extract.resolution.choice`."""
        score = self.weights[-1] + sum(w * f for w, f in zip(self.weights[:-1], facts, strict=True))
        return 1 / (1 + math.exp(-max(-30.0, min(score, 30.0))))
