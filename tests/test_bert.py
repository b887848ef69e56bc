"""The encoder's BERT gives what that of `transformers` gives from the same weights."""

from __future__ import annotations

import pytest
import torch
from transformers import BertConfig as TheirConfig
from transformers import BertModel

from quotecat.nlp.bert import Bert, BertConfig

SMALL = BertConfig(
    vocab_size=40,
    hidden_size=24,
    num_hidden_layers=3,
    num_attention_heads=4,
    intermediate_size=48,
    max_position_embeddings=30,
)


@pytest.fixture(scope="module")
def both() -> tuple[Bert, BertModel]:
    import json

    torch.manual_seed(1)
    theirs = BertModel(TheirConfig(**json.loads(SMALL.to_json())), add_pooling_layer=False).eval()
    ours = Bert(SMALL).eval()
    ours.load_state_dict(theirs.state_dict())
    return ours, theirs


@pytest.mark.parametrize("lengths", [(7,), (30,), (5, 9, 1), (8, 8)])
def test_its_states_are_those_of_transformers(both: tuple[Bert, BertModel], lengths: tuple[int, ...]) -> None:
    ours, theirs = both
    longest = max(lengths)
    ids = torch.randint(1, 40, (len(lengths), longest), generator=torch.Generator().manual_seed(2))
    mask = torch.tensor([[1] * n + [0] * (longest - n) for n in lengths])
    types = torch.randint(0, 2, ids.shape, generator=torch.Generator().manual_seed(3))
    with torch.inference_mode():
        embedded = ours.embeddings.word_embeddings(ids)
        found = ours(embedded, mask, types)
        wanted = theirs(
            inputs_embeds=embedded, attention_mask=mask, token_type_ids=types, output_hidden_states=True
        ).hidden_states
    assert len(found) == len(wanted) == 4
    for a, b in zip(found, wanted, strict=True):
        for row, n in enumerate(lengths):
            assert torch.allclose(a[row, :n], b[row, :n], atol=1e-5)


def test_a_config_is_read_back_and_other_keys_are_passed_over() -> None:
    assert BertConfig.parse(SMALL.to_json()) == SMALL
    assert BertConfig.parse(SMALL.to_json().replace('"model_type"', '"use_cache": true, "model_type"')) == SMALL
