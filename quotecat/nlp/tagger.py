"""The attribution model: finds source, cue and content, and points from a stretch to its source and its cue.

An article is read in overlapping windows. Where windows overlap their votes are averaged, so that an answer does not
hang on where a window happened to begin.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer

from quotecat.errors import ModelError
from quotecat.nlp.crf import NEVER, lattice
from quotecat.nlp.decoding import Weighed, best, of_role, unclear, weighed
from quotecat.nlp.document import Document
from quotecat.nlp.encoder import Encoder, refined
from quotecat.nlp.heads import ROLES, TAGS, AttributionHeads
from quotecat.nlp.pointing import Tagged, Votes, Window, askable, gathered
from quotecat.nlp.reranker import FILE, Reranker
from quotecat.nlp.span_features import Setting
from quotecat.nlp.tags import Asked, Tags
from quotecat.nlp.windows import Pieces, batch, cut, specials, spread
from quotecat.text.span import Span

WINDOWS_A_BATCH = 2  # more at once is no faster on a processor, and takes more memory
INSIDE = (np.arange(TAGS) > 0) & (np.arange(TAGS) % 2 == 0)


@dataclass(frozen=True, slots=True)
class Question:
    """A text to tag, shown as the model wants it (see `text.quotes.model_view`), the stretches to ask about, and the
    text's parse."""

    view: str
    stretches: tuple[Span, ...]
    document: Document


class Tagger:
    """The shared encoder with the attribution heads, ready to answer; without a reranker each span counts as much as
    its tags say."""

    def __init__(
        self, encoder: Encoder, heads: AttributionHeads, tokenizer: Tokenizer, reranker: Reranker | None = None
    ) -> None:
        self.encoder, self.heads, self.tokenizer, self.reranker = encoder.eval(), heads.eval(), tokenizer, reranker
        self.transitions = heads.transitions().detach().numpy().astype(np.float64)

    @classmethod
    def load(cls, folder: Path, shared: Encoder, tokenizer: Tokenizer) -> Tagger:
        """The tagger in `folder`; its encoder is the `shared` one but for the layers that learned attribution alone.

        Raises:
            ModelError: if a file is missing or does not fit.
        """
        heads = AttributionHeads(shared.config.hidden_size)
        try:
            encoder = refined(shared, load_file(folder / "encoder.safetensors"))
            heads.load_state_dict({k: v.float() for k, v in load_file(folder / "heads.safetensors").items()})
            # It learns last, from what the others say: a training comes by here without it.
            reranker = Reranker.load(folder) if (folder / FILE).exists() else None
        except (OSError, RuntimeError, ValueError) as error:
            raise ModelError(
                f"the attribution model in {folder} cannot be loaded ({error}); reinstall quotecat"
            ) from error
        return cls(encoder, heads, tokenizer, reranker)

    @torch.inference_mode()
    def tag(self, question: Question) -> Tags:
        """The answers about one article; they depend on it alone, to the last digit."""
        pieces = cut(self.tokenizer, question.view, question.stretches)
        return self._answer(question, pieces, self._encode(pieces))

    @torch.inference_mode()
    def possible(self, question: Question) -> tuple[list[Weighed], Setting, Pieces]:
        """The spans that may be source, cue or content, as its tags weigh them, and where they stand."""
        pieces = cut(self.tokenizer, question.view, question.stretches)
        spans, setting = self._weigh(question, pieces, self._encode(pieces))
        return spans, setting, pieces

    def _weigh(self, question: Question, pieces: Pieces, windows: Sequence[Window]) -> tuple[list[Weighed], Setting]:
        scores = self._scores(len(pieces.ids), windows)
        scores[after_breaks(pieces, question.view)[:, None] & INSIDE] = NEVER
        paths = lattice(scores, self.transitions)
        return list(weighed(paths)), Setting(paths.shares(), pieces, question.view, question.document)

    def _encode(self, pieces: Pieces) -> list[Window]:
        """The article's windows after the encoder. Those of several articles are never encoded together: what fills
        up the shorter ones would move the last digits of all."""
        found: list[Window] = []
        places = spread(len(pieces.ids))
        for at in range(0, len(places), WINDOWS_A_BATCH):
            part = places[at : at + WINDOWS_A_BATCH]
            got = batch([(pieces, start) for start in part], **specials(self.tokenizer))
            states = self.encoder(got.ids, got.mask, got.types)[-1]
            found += [Window(start, rows) for start, rows in zip(part, states, strict=True)]
        return found

    def _answer(self, question: Question, pieces: Pieces, windows: Sequence[Window]) -> Tags:
        if not len(pieces.ids):
            nothing = tuple(Asked(s, 0.0, (), (), 1.0, 1.0) for s in question.stretches)
            return Tags((), (), (), nothing)
        spans, setting = self._weigh(question, pieces, windows)
        ranked = self.reranker.weigh(spans, setting) if self.reranker else spans
        clear = best(ranked)
        vague = unclear(ranked, clear)
        sources, cues = (_tagged(of_role(role, [*clear, *vague]), pieces) for role in ROLES[:2])
        contents, others = (_tagged(of_role(ROLES[2], spans), pieces) for spans in (clear, vague))
        asked = [(s, 1.0) for s in question.stretches] + [(t.span, t.probability) for t in (*contents, *others)]
        votes = self._point([span for span, _ in asked], pieces, windows)
        answers = iter([self._asked(*one, v, pieces, sources, cues) for one, v in zip(asked, votes, strict=True)])
        stretches, said = (tuple(islice(answers, len(part))) for part in (question.stretches, contents))
        spoken, cued = (tuple(tagged.span for tagged in role) for role in (sources, cues))
        return Tags(spoken, cued, said, stretches, tuple(answers))

    def _scores(self, count: int, windows: Sequence[Window]) -> np.ndarray:
        """The mean of the windows' scores for each tag, (pieces, tags)."""
        total = np.zeros((count, TAGS), dtype=np.float64)
        seen = np.zeros((count, 1))
        for window in windows:
            reach = slice(window.start, window.start + window.length)
            total[reach] += self.heads.tags(window.states[1:-1]).numpy()
            seen[reach] += 1
        return np.asarray(total / seen)

    def _point(self, asked: Sequence[Span], pieces: Pieces, windows: Sequence[Window]) -> list[Votes]:
        """For each span the averaged pointers of all windows that hold it."""
        ranges = [askable(pieces.within(span) or (0, 1), windows) for span in asked]
        votes = [Votes(len(pieces.ids)) for _ in asked]
        for window in windows:
            inside = [i for i, r in enumerate(ranges) if window.holds(*r)]
            if not inside:
                continue
            rows = [(0, ranges[i][0] - window.start + 1, ranges[i][1] - window.start) for i in inside]
            queries = torch.tensor(rows)
            states = window.states[None]
            answers = self.heads(states, torch.ones(states.shape[:2]), queries)
            for k, i in enumerate(inside):
                votes[i].add(answers, k, window)
        return votes

    def _asked(
        self, span: Span, exact: float, votes: Votes, pieces: Pieces, sources: Sequence[Tagged], cues: Sequence[Tagged]
    ) -> Asked:
        source, no_source = votes.mean("source")
        cue, no_cue = votes.mean("cue")
        return Asked(
            span,
            votes.said(),
            gathered(source, pieces, sources),
            gathered(cue, pieces, cues),
            no_source,
            no_cue,
            round(exact, 4),
        )


def _tagged(spans: Sequence[Weighed], pieces: Pieces) -> list[Tagged]:
    return [Tagged(pieces.span(s.first, s.last), s.first, s.last, s.probability) for s in spans]


def after_breaks(pieces: Pieces, view: str) -> np.ndarray:
    """Whether a line break stands right before each piece, (pieces,): no source, cue or content goes on over one."""
    breaks = np.asarray([at for at, char in enumerate(view) if char == "\n"])
    before = np.searchsorted(breaks, pieces.offsets[:, 0])
    return np.diff(before, prepend=0) > 0
