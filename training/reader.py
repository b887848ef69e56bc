"""The model that learns attribution: the encoder with the attribution heads, and what is wrong with its answers."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits

from quotecat.nlp.crf import negative_log_likelihood
from quotecat.nlp.encoder import Encoder
from quotecat.nlp.heads import Answers, AttributionHeads
from quotecat.nlp.precision import fast16
from training.batches import UNKNOWN, AttributionBatch


class Namer(nn.Module):
    """A throw-away head that points from a source to the names of its speaker: it teaches the encoder who «he» is.

    What it answers adds nothing to what `quotecat.nlp.resolution` knows, so it does not ship.
    """

    def __init__(self, width: int, key_width: int = 192) -> None:
        super().__init__()
        self.meant = nn.Sequential(nn.Linear(2 * width, width), nn.GELU(), nn.Dropout(0.1), nn.Linear(width, key_width))
        self.name_key = nn.Linear(width, key_width)

    def forward(self, states: Tensor, mask: Tensor, queries: Tensor) -> Tensor:
        """Logits, (queries, pieces), over each query's window."""
        window, first, last = queries.unbind(-1)
        ask = self.meant(torch.cat([states[window, first], states[window, last]], -1))
        scores = torch.einsum("qd,wpd->qwp", ask, self.name_key(states)) / ask.shape[-1] ** 0.5
        found: Tensor = scores[torch.arange(len(window)), window].masked_fill(mask[window] == 0, -1e4)
        return found


class Reader(nn.Module):
    """The encoder with the attribution heads, and the head that is thrown away."""

    def __init__(self, encoder: Encoder, heads: AttributionHeads) -> None:
        super().__init__()
        self.encoder, self.heads = encoder, heads
        self.namer = Namer(encoder.config.hidden_size)

    def forward(self, got: AttributionBatch) -> tuple[Answers, Tensor]:
        """The heads' answers about one batch of windows, and the logits of the names, (queries, pieces)."""
        windows = got.windows
        with fast16(windows.ids.device.type):
            states = self.encoder(windows.ids, windows.mask, windows.types)[-1]
        answers: Answers = self.heads(states.float(), windows.mask, got.queries)
        return answers, self.namer(states.float(), windows.mask, got.queries)

    def loss(self, got: AttributionBatch, doubt: float = 0.0) -> Tensor:
        """How wrong tags, pointers and said-or-not are on one batch; `doubt` smooths what said-or-not is held against
        (Szegedy et al. 2016)."""
        answers, names = self(got)
        known = got.tags[:, 1:] != UNKNOWN
        loss = negative_log_likelihood(answers.tags[:, 1:], got.tags[:, 1:], known, self.heads.transitions())
        for scores, gold in (
            (answers.source, got.source),
            (answers.cue, got.cue),
            (names, got.names),
        ):
            asked = gold.sum(-1) > 0
            if asked.any():
                logs = scores[asked].log_softmax(-1)
                loss = loss - (logs + (gold[asked] - 1) * 1e4).logsumexp(-1).mean() * 0.5
        asked = got.said >= 0
        if asked.any():
            target = got.said[asked] * (1 - doubt) + doubt / 2
            loss = loss + binary_cross_entropy_with_logits(answers.said[asked], target) * 0.5
        return loss

    def thaw(self, frozen: int) -> list[str]:
        """Let the heads and the layers above the lowest `frozen` learn, and nothing else; the names of the encoder's
        tensors that do."""
        self.encoder.requires_grad_(False)
        for layer in list(self.encoder.bert.encoder.layer)[frozen:]:  # type: ignore[arg-type]
            layer.requires_grad_(True)
        return [name for name, tensor in self.encoder.named_parameters() if tensor.requires_grad]
