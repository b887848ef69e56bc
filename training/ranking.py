"""How a ranker learns: from the candidates of many sources, of which some are right."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from quotecat.nlp.resolution.ranker import Ranker

SEED = 1234
EPOCHS, BATCH = 10, 64  # examples
RATE, DECAY = 3e-3, 0.05
FOLDS = 4


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """The candidates of one source: their features, (n, width), and which are right, (n,); `article` it is from."""

    article: str
    rows: np.ndarray
    right: np.ndarray

    @property
    def teaches(self) -> bool:
        """Whether some candidate is right and another is not."""
        return bool(self.right.any() and not self.right.all())


def fold(article: str) -> int:
    """Which fold of the cross-validation an article is in, by its name."""
    return hashlib.sha256(article.encode()).digest()[1] % FOLDS


def taught(examples: Sequence[Example], *, epochs: int = EPOCHS, judges: int = 5) -> Ranker:
    """Return a ranker that has learned from the examples, by the likelihood of the right candidates together."""
    torch.manual_seed(SEED)
    chosen = [e for e in examples if e.teaches]
    seen = torch.from_numpy(np.concatenate([e.rows for e in chosen]))
    ranker = Ranker(seen.shape[1], judges)
    spread = seen.std(0)
    ranker.mean.copy_(seen.mean(0))
    ranker.scale.copy_(torch.where(spread > 1e-3, 1 / spread.clamp(min=0.05), torch.zeros_like(spread)))
    optimizer = torch.optim.AdamW(ranker.parameters(), lr=RATE, weight_decay=DECAY)
    batches = -(-len(chosen) // BATCH)
    rate = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=epochs * batches)
    ranker.train()
    for _ in range(epochs):
        order = torch.randperm(len(chosen)).tolist()
        for at in range(0, len(chosen), BATCH):
            loss = _loss(ranker, [chosen[i] for i in order[at : at + BATCH]])
            optimizer.zero_grad()
            torch.autograd.backward(loss)
            optimizer.step()
            rate.step()
    return ranker.eval()


def _loss(ranker: Ranker, batch: Sequence[Example]) -> Tensor:
    """Each judge answers for itself."""
    scores = ranker(torch.cat([torch.from_numpy(e.rows) for e in batch]))
    parts = nn.utils.rnn.pad_sequence(scores.split([len(e.right) for e in batch]), batch_first=True, padding_value=-1e4)
    right = nn.utils.rnn.pad_sequence([torch.from_numpy(e.right) for e in batch], batch_first=True, padding_value=False)
    logs = parts.log_softmax(1)
    found: Tensor = -logs.masked_fill(~right[..., None], -1e4).logsumexp(1).mean(0).sum()
    return found


def accuracy(ranker: Ranker, examples: Sequence[Example]) -> float:
    """Return the share of examples whose most probable candidate is right."""
    right = sum(bool(e.right[ranker.probabilities(e.rows).argmax()]) for e in examples)
    return right / max(len(examples), 1)


def logistic(rows: np.ndarray, right: np.ndarray, decay: float = 1e-3) -> list[float]:
    """Return the weights of a logistic regression, the bias last, for facts (n, width) and outcomes (n,)."""
    facts = torch.from_numpy(np.hstack([rows, np.ones((len(rows), 1))])).double()
    outcome = torch.from_numpy(right).double()
    weights = torch.zeros(facts.shape[1], dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def closure() -> Tensor:
        optimizer.zero_grad()
        loss = nn.functional.binary_cross_entropy_with_logits(facts @ weights, outcome)
        loss = loss + decay * (weights[:-1] ** 2).sum()
        torch.autograd.backward(loss)
        return loss

    optimizer.step(closure)  # type: ignore[no-untyped-call]
    return [round(w, 5) for w in weights.tolist()]
