"""The attribution model: finds source, cue and content, and points from a stretch to its source and its cue.

An article is read in overlapping windows. Where windows overlap their votes are averaged, so that an answer does not
hang on where a window happened to begin.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer

from quotecat.errors import ModelError
from quotecat.nlp.crf import NEVER
from quotecat.nlp.decoding import decoded
from quotecat.nlp.encoder import LONGEST, Encoder, refined
from quotecat.nlp.heads import ROLES, TAGS, Answers, AttributionHeads
from quotecat.nlp.tags import Asked, Pointed, Tags
from quotecat.nlp.windows import Pieces, batch, cut, specials, starts
from quotecat.text.span import Span

ROOM = LONGEST - 2
WINDOWS_A_BATCH = 2  # more at once is no faster on a processor, and takes more memory
INSIDE = (np.arange(TAGS) > 0) & (np.arange(TAGS) % 2 == 0)
WEAKEST = 0.02  # shares below this are not worth keeping as evidence


@dataclass(frozen=True, slots=True)
class Question:
    """A text to tag, shown as the model wants it (see `extract.marks.view`), and the stretches to ask about."""

    view: str
    stretches: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Tagged:
    """A tagged stretch of the text and its pieces, `first` to the one before `last`."""

    span: Span
    first: int
    last: int


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """One window of one article after the encoder: where it starts, how long it is, and its states."""

    start: int
    length: int
    states: torch.Tensor

    def holds(self, first: int, last: int) -> bool:
        """Whether the pieces `first` to `last` (half-open) all lie in this window."""
        return self.start <= first and last <= self.start + self.length


class Tagger:
    """The shared encoder with the attribution heads, ready to answer."""

    def __init__(self, encoder: Encoder, heads: AttributionHeads, tokenizer: Tokenizer) -> None:
        self.encoder, self.heads, self.tokenizer = encoder.eval(), heads.eval(), tokenizer
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
        except (OSError, RuntimeError, ValueError) as error:
            raise ModelError(
                f"the attribution model in {folder} cannot be loaded ({error}); reinstall quotecat"
            ) from error
        return cls(encoder, heads, tokenizer)

    @torch.inference_mode()
    def tag(self, question: Question) -> Tags:
        """The answers about one article; they depend on it alone, to the last digit."""
        pieces = cut(self.tokenizer, question.view, question.stretches)
        return self._answer(question, pieces, self._encode(pieces))

    def _encode(self, pieces: Pieces) -> list[Window]:
        """The article's windows after the encoder. Those of several articles are never encoded together: what fills
        up the shorter ones would move the last digits of all."""
        found: list[Window] = []
        places = starts(len(pieces.ids))
        for at in range(0, len(places), WINDOWS_A_BATCH):
            part = places[at : at + WINDOWS_A_BATCH]
            got = batch([(pieces, start) for start in part], **specials(self.tokenizer))
            states = self.encoder(got.ids, got.mask, got.types)[-1]
            for start, rows in zip(part, states, strict=True):
                length = min(ROOM, len(pieces.ids) - start)
                found.append(Window(start, length, rows[: length + 2]))
        return found

    def _answer(self, question: Question, pieces: Pieces, windows: Sequence[Window]) -> Tags:
        if not len(pieces.ids):
            nothing = tuple(Asked(s, 0.0, (), (), 1.0, 1.0) for s in question.stretches)
            return Tags((), (), (), nothing)
        scores = self._scores(len(pieces.ids), windows)
        scores[after_breaks(pieces, question.view)[:, None] & INSIDE] = NEVER
        found = decoded(scores, self.transitions)
        sources, cues, contents = (
            [Tagged(pieces.span(s.first, s.last), s.first, s.last) for s in found if s.role == role] for role in ROLES
        )
        asked = [*question.stretches, *(tagged.span for tagged in contents)]
        votes = self._point(asked, pieces, windows)
        answers = [self._asked(s, v, pieces, sources, cues) for s, v in zip(asked, votes, strict=True)]
        cutoff = len(question.stretches)
        spoken, cued = (tuple(tagged.span for tagged in role) for role in (sources, cues))
        return Tags(spoken, cued, tuple(answers[cutoff:]), tuple(answers[:cutoff]))

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
        ranges = [pieces.within(span) or (0, 1) for span in asked]
        votes = [Votes(len(pieces.ids)) for _ in asked]
        for window in windows:
            inside = [i for i, r in enumerate(ranges) if window.holds(*clip(r, window.start))]
            if not inside:
                continue
            rows = [clip(ranges[i], window.start) for i in inside]
            queries = torch.tensor([(0, f - window.start + 1, t - window.start) for f, t in rows])
            states = window.states[None]
            answers = self.heads(states, torch.ones(states.shape[:2]), queries)
            for k, i in enumerate(inside):
                votes[i].add(answers, k, window)
        return votes

    def _asked(
        self, span: Span, votes: Votes, pieces: Pieces, sources: Sequence[Tagged], cues: Sequence[Tagged]
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
        )


class Votes:
    """Pointer probabilities over an article's pieces, summed over windows."""

    def __init__(self, count: int) -> None:
        self.totals = {"source": np.zeros(count + 1), "cue": np.zeros(count + 1)}
        self.windows, self.total_said = 0, 0.0

    def add(self, answers: Answers, query: int, window: Window) -> None:
        """Adds what one window says of one query; position 0 of the totals is «none»."""
        for role, logits in (("source", answers.source), ("cue", answers.cue)):
            shares = logits[query].softmax(-1).numpy()
            self.totals[role][0] += shares[0] + shares[window.length + 1]
            self.totals[role][window.start + 1 : window.start + window.length + 1] += shares[1 : window.length + 1]
        self.windows += 1
        self.total_said += float(answers.said[query].sigmoid())

    def mean(self, role: str) -> tuple[np.ndarray, float]:
        """The share of each piece, (n,), and the share of «none»."""
        if not self.windows:
            return self.totals[role][1:], 1.0
        mean = self.totals[role] / self.windows
        return mean[1:], float(mean[0])

    def said(self) -> float:
        """The mean probability that somebody said the stretch."""
        return self.total_said / self.windows if self.windows else 0.0


def after_breaks(pieces: Pieces, view: str) -> np.ndarray:
    """Whether a line break stands right before each piece, (pieces,): no source, cue or content goes on over one."""
    breaks = np.asarray([at for at, char in enumerate(view) if char == "\n"])
    before = np.searchsorted(breaks, pieces.offsets[:, 0])
    return np.diff(before, prepend=0) > 0


def clip(reach: tuple[int, int], start: int) -> tuple[int, int]:
    """A stretch longer than a window is asked about by as much of its beginning as a window holds."""
    first, last = reach
    return (first, min(last, max(first, start) + ROOM)) if last - first > ROOM else reach


def gathered(shares: np.ndarray, pieces: Pieces, tagged: Sequence[Tagged]) -> tuple[Pointed, ...]:
    """Shares summed over the tagged spans, strongest first; a strong piece outside them stands as its own word."""
    left = shares.copy()
    found = []
    ends = np.concatenate([[0.0], np.cumsum(shares)])
    for one in tagged:
        share = float(ends[one.last] - ends[one.first])
        if share >= WEAKEST:
            found.append(Pointed(one.span, share))
            left[one.first : one.last] = 0
    for span, share in words(left, pieces):
        found.append(Pointed(span, share))
    return tuple(sorted(found, key=lambda p: (-p.share, p.span)))


def words(shares: np.ndarray, pieces: Pieces) -> Iterator[tuple[Span, float]]:
    """Runs of touching pieces that hold a share worth naming."""
    strong = np.flatnonzero(shares >= WEAKEST)
    run: list[int] = []
    for i in [*strong.tolist(), None]:
        if run and (i is None or i != run[-1] + 1):
            yield pieces.span(run[0], run[-1] + 1), float(shares[run].sum())
            run = []
        if i is not None:
            run.append(i)
