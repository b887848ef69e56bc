"""The model card: what the shipped models are made of and how well they do."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

TEXT = """# Model card

Weights that ship with quotecat, made by the parts of `python -m training`, one by one.
Fingerprint: `{fingerprint}`.
All numbers are stored in 16 bit and used in 32, the encoder's in 16 on processors that are fast at it.

| part | what it is | learned from |
|---|---|---|
| encoder | a BERT, 6 layers, 384 wide, that sees capitals; started from MiniLM (Apache-2.0); shared | all below |
| attribution | finds source, cue, content; points from a quotation to its source; own layers | PolNeAR |
| attribution/reranker | weighs what may be source, cue or content by the sentence's tree and marks | PolNeAR |
| resolution/sources | ranks a quotation's possible sources, source and cue together | worldwide quotations |
| resolution/speakers | ranks whom a source may refer to | worldwide quotations and claims, PolNeAR speakers |
| resolution/calibration | makes the confidence a probability: a logistic regression | worldwide quotations |
| en/tokenize | Stanza's tokenizer: words and sentences, character by character | EWT, GUM |
| en/mwt | Stanza's expander: `don't` is `do` and `n't` | EWT, GUM |
| en/pos | Stanza's tagger, on the frozen encoder | EWT, GUM |
| en/lemma | Stanza's lemmatiser: a dictionary, and a sequence model for the rest | EWT, GUM |
| en/depparse | Stanza's graph parser, on the frozen encoder | EWT, GUM |
| en/ner | Stanza's entity finder, on the frozen encoder | worldwide newswire |

Use: English news. Other languages, verse, transcripts and social media are outside what was measured.

## Scores

Syntax and entities: F1 in per cent, by Stanza's own scorers. Syntax is measured from raw text (CoNLL 2018 measures);
entities on one newswire article in ten, held out by a hash of its name, given the tokens, a name with one type in
an article. Attribution: shares of quotations whose source, cue and being said is right, and exact F1 of tagged spans,
window by window, given the marks, before and after they are reranked in whole articles; `quotecat score` measures the
same end to end. One PolNeAR training article in ten was left out to calibrate with, of the attribution model's own
fine-tuning only. What is «compared» are ways for attribution to share the encoder, which has learned syntax, names and
attribution together, each with new heads and after reading PolNeAR as often as it says: layers of its own are what
ships, trained for seven readings.

What was tried for speakers and does not ship, cross-validated on the training articles by sources: trees of the same
features (LambdaMART) .889 and .900 of worldwide and PolNeAR, where the network has .896 and .910; a pointer from a
source to the names of its speaker, learned beside attribution, which added nothing to the features; 990 examples from
the coreference of GUM, which added nothing. A third cycle of the attribution model on the worldwide quotations:
quotations F1 on worldwide dev .961 to .972, on PolNeAR dev .971 to .970, exact source .803 to .795.

{scores}

## Data

EWT and GUM: Universal Dependencies English, CC BY-SA 4.0 and CC BY 4.0 (of GUM only genres whose texts are free);
a third of the training sentences were given typographic marks. PolNeAR: Newell et al. 2018. Worldwide newswire:
Shan et al., EMNLP 2023. No text of theirs is part of quotecat; the weights are derived from them.

| file | bytes | SHA-256 |
|---|---|---|
{data}
"""


def card(fingerprint: str, scores: Mapping[str, Mapping[str, float]], data: Mapping[str, Iterable[Path]]) -> str:
    """The card in Markdown. `data` names each collection and its files, which stand in it by size and SHA-256."""
    rows = [_row(name, sorted(paths)) for name, paths in data.items()]
    return TEXT.format(fingerprint=fingerprint, scores="\n\n".join(map(_table, scores.items())), data="\n".join(rows))


def sources(data: Path) -> dict[str, list[Path]]:
    """The files that the models learned from, by the collection's name."""
    ud = {f"ud/{path.name}": [path] for path in sorted((data / "ud").glob("*.conllu")) if "-nc-" not in path.name}
    polnear = {f"polnear/{path.name}": [path] for path in sorted((data / "polnear").glob("*.jsonl"))}
    world = data / "worldwide"
    labels = {f"worldwide/{kind}/train.jsonl": [world / kind / "train.jsonl"] for kind in ("quotes", "claims")}
    return ud | polnear | {"worldwide/ner/*.tsv": sorted((world / "ner").glob("*.tsv"))} | labels


def _table(item: tuple[str, Mapping[str, float]]) -> str:
    name, scores = item
    heads, rule, values = (" | ".join(c) for c in (scores, ["---"] * len(scores), map(str, scores.values())))
    return f"**{name}**\n\n| {heads} |\n| {rule} |\n| {values} |"


def _row(name: str, paths: Iterable[Path]) -> str:
    size, digest = 0, hashlib.sha256()
    for path in paths:
        content = path.read_bytes()
        size += len(content)
        digest.update(content)
    return f"| {name} | {size} | `{digest.hexdigest()}` |"
