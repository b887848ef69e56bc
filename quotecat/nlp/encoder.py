"""The one encoder that every head shares: a small BERT that also sees letter case.

The weights start from MiniLM (Wang et al. 2020, 6 layers, 384 wide, uncased). Case is given back as an extra input
embedding: each word piece's id carries its case (`id + vocabulary size * case`), so anything that passes ids around,
Stanza included, passes case along unknowingly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from tokenizers import Encoding, Tokenizer
from torch import Tensor, nn

from quotecat.errors import ModelError
from quotecat.nlp.bert import Bert, BertConfig

NAME = "quotecat-encoder"
CASES = 4  # lower or none, Title, UPPER, mIxed
LONGEST = 512
# The encoder reads all kinds of quotation marks and apostrophes alike; every replacement is one for one.
ALIKE = str.maketrans("“”„‟«»‘’‚‛‹›`´\u00a0\u2009\u202f", "\"\"\"\"\"\"''''''''   ")


def letter_case(piece: str) -> int:
    """0 for lower case or no letters, 1 for Title or a single capital, 2 for UPPER, 3 for any other mixture."""
    if piece == piece.lower():
        return 0
    if piece[0] != piece[0].lower() and piece[1:] == piece[1:].lower():
        return 1
    return 2 if piece == piece.upper() else 3


class Encoder(nn.Module):
    """Word pieces to vectors; `forward` takes ids that carry case and returns all hidden states."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.config = config
        self.bert = Bert(config)
        self.case = nn.Embedding(CASES, config.hidden_size)
        nn.init.zeros_(self.case.weight)

    def forward(self, ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor | None = None) -> tuple[Tensor, ...]:
        """Hidden states of every layer, each (batch, pieces, width); type 1 marks pieces inside quotation marks."""
        size = self.config.vocab_size
        embedded = self.bert.embeddings.word_embeddings(ids % size) + self.case(ids // size)
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(ids)
        found: tuple[Tensor, ...] = self.bert(embedded, attention_mask, token_type_ids)
        return found

    def save(self, folder: Path, tokenizer: Tokenizer) -> None:
        """Writes the weights in 16 bit, the configuration and the vocabulary into `folder`."""
        folder.mkdir(parents=True, exist_ok=True)
        save_halved(self.state_dict(), folder / "encoder.safetensors")
        (folder / "config.json").write_text(self.config.to_json(), encoding="utf-8")
        tokenizer.save(str(folder / "tokenizer.json"))


def save_halved(tensors: Mapping[str, Tensor], path: Path) -> None:
    """Writes tensors in 16 bit, wherever they were computed."""
    save_file({name: t.detach().to(torch.float16).contiguous().cpu() for name, t in tensors.items()}, path)


def load_encoder(folder: Path) -> tuple[Encoder, Tokenizer]:
    """The encoder and its tokenizer from `folder`, ready to run in 32 bit.

    Raises:
        ModelError: if a file is missing or does not fit.
    """
    try:
        encoder = Encoder(BertConfig.parse((folder / "config.json").read_text(encoding="utf-8")))
        state = {k: v.float() for k, v in load_file(folder / "encoder.safetensors").items()}
        encoder.load_state_dict(state)
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    except (OSError, KeyError, RuntimeError, ValueError) as error:
        raise ModelError(f"the encoder in {folder} cannot be loaded ({error}); reinstall quotecat") from error
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return encoder.eval(), tokenizer


def refined(encoder: Encoder, changes: Mapping[str, Tensor]) -> Encoder:
    """A copy of `encoder` with some of its tensors changed; the word embeddings, its largest part, are not copied."""
    words = encoder.bert.embeddings.word_embeddings
    copy = deepcopy(encoder, {id(words): words})
    unknown = copy.load_state_dict({name: tensor.float() for name, tensor in changes.items()}, strict=False)
    if unknown.unexpected_keys:
        raise ValueError(f"no such tensors in the encoder: {', '.join(unknown.unexpected_keys)}")
    return copy.eval()


def pieces(tokenizer: Tokenizer, text: str) -> tuple[np.ndarray, np.ndarray]:
    """The ids of the text's pieces, case included, (n,), and their offsets in code points, (n, 2); nothing special
    is added at the ends."""
    encoding = tokenizer.encode(text.translate(ALIKE), add_special_tokens=False)
    offsets = np.asarray(encoding.offsets, dtype=np.int64).reshape(-1, 2)
    cases = [letter_case(text[a:b]) if a < b else 0 for a, b in offsets.tolist()]
    ids = np.asarray(encoding.ids, dtype=np.int64) + tokenizer.get_vocab_size() * np.asarray(cases, dtype=np.int64)
    return ids, offsets


class WordTokenizer:
    """What Stanza calls as a Hugging Face tokenizer: lists of words to padded ids that carry case."""

    model_max_length = LONGEST

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer = tokenizer
        self.size = tokenizer.get_vocab_size()

    def _cased(self, words: Sequence[str], encoding: Encoding) -> list[int]:
        """One sentence's ids with each piece's case; the two special pieces have none."""
        ids = []
        for piece, word, (a, b) in zip(encoding.ids, encoding.word_ids, encoding.offsets, strict=True):
            case = letter_case(words[word][a:b]) if word is not None and a < b else 0
            ids.append(piece + self.size * case)
        return ids

    def __call__(self, data: Sequence[Any], is_split_into_words: bool = False, **_: Any) -> Any:
        """Ids padded to the longest, the attention mask, and `word_ids(i)`; as `transformers` returns them."""
        if not is_split_into_words:
            rows = [self.tokenizer.encode(str(word).translate(ALIKE)).ids for word in data]
            return SimpleNamespace(input_ids=rows)
        words = [[word.translate(ALIKE) for word in sentence] for sentence in data]
        encodings = self.tokenizer.encode_batch(words, is_pretokenized=True)
        rows = [self._cased(given, encoding) for given, encoding in zip(data, encodings, strict=True)]
        longest = max(map(len, rows), default=0)
        return WordEncodings(
            encodings,
            input_ids=[row + [0] * (longest - len(row)) for row in rows],
            attention_mask=[[1] * len(row) + [0] * (longest - len(row)) for row in rows],
        )


class WordEncodings(dict[str, Any]):
    """The little of `transformers.BatchEncoding` that Stanza reads."""

    def __init__(self, encodings: Sequence[Encoding], **columns: Any) -> None:
        super().__init__(**columns)
        self.encodings = encodings

    def word_ids(self, batch_index: int = 0) -> list[int | None]:
        """For each piece of one sentence, the word it belongs to."""
        return list(self.encodings[batch_index].word_ids)


class StanzaEncoder(nn.Module):
    """What Stanza calls as a Hugging Face model: ids in, all hidden states out."""

    _hf_peft_config_loaded = False  # Stanza asks

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.config = encoder.config

    def forward(self, ids: Tensor, attention_mask: Tensor, **_: Any) -> Any:
        """An object with `hidden_states`, a tuple of (batch, pieces, width)."""
        return SimpleNamespace(hidden_states=self.encoder(ids, attention_mask))


def stanza_foundation(encoder: Encoder, tokenizer: Tokenizer) -> Any:
    """A Stanza foundation cache that holds the shared encoder under `NAME`; its weights take no gradient."""
    from stanza.models.common.foundation_cache import BertRecord, FoundationCache

    cache = FoundationCache(local_files_only=True)
    cache.bert[NAME] = BertRecord(StanzaEncoder(encoder.requires_grad_(False)), WordTokenizer(tokenizer), {})
    return cache
