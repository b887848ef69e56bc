"""The model that learns attribution: the encoder with the attribution heads, and what is wrong with its answers."""

from __future__ import annotations

from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits

from quotecat.nlp.crf import negative_log_likelihood
from quotecat.nlp.encoder import Encoder
from quotecat.nlp.heads import Answers, AttributionHeads
from quotecat.nlp.precision import fast16
from quotecat.nlp.training import polnear
from quotecat.nlp.training.polnear import AttributionBatch


class Reader(nn.Module):
    """The encoder with the attribution heads."""

    def __init__(self, encoder: Encoder, heads: AttributionHeads) -> None:
        super().__init__()
        self.encoder, self.heads = encoder, heads

    def forward(self, got: AttributionBatch) -> Answers:
        """The heads' answers about one batch of windows."""
        windows = got.windows
        with fast16(windows.ids.device.type):
            states = self.encoder(windows.ids, windows.mask, windows.types)[-1]
        answers: Answers = self.heads(states.float(), windows.mask, got.queries)
        return answers

    def loss(self, got: AttributionBatch, doubt: float = 0.0) -> Tensor:
        """How wrong tags, pointers and said-or-not are on one batch; `doubt` smooths what said-or-not is held against
        (Szegedy et al. 2016)."""
        answers = self(got)
        known = got.tags[:, 1:] != polnear.UNKNOWN
        loss = negative_log_likelihood(answers.tags[:, 1:], got.tags[:, 1:], known, self.heads.transitions())
        for scores, gold in ((answers.source, got.source), (answers.cue, got.cue)):
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
