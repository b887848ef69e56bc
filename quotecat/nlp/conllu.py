"""Documents as CoNLL-U and back, unchanged.

Offsets into the article's text, in code points, are in MISC (`start_char`, `end_char`), as Stanza writes them; an
entity stands at its first word as `Entity=type:start-end`. FORM and `# text` are for the reader's eye: white space in
them is single spaces, and they are not read back.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from quotecat.errors import ReadError
from quotecat.nlp.document import TYPES, Document, Entity, EntityType, Sentence, Word
from quotecat.text.article import Article
from quotecat.text.span import Span


def to_conllu(document: Document) -> str:
    """The document as CoNLL-U, one block a sentence; `from_conllu` gives the same document back."""
    entities = {entity.span.start: entity for entity in document.entities}
    text = document.article.text
    head = f"# newdoc id = {document.article.id}\n# parser = {document.parser}\n"
    if not document.sentences:
        return head + "\n"
    return head + "".join(_block(sentence, text, entities) for sentence in document.sentences)


def _block(sentence: Sentence, text: str, entities: dict[int, Entity]) -> str:
    span = f"# span = {sentence.span.start}-{sentence.span.end}\n# text = {_line(sentence.span.of(text))}\n"
    rows = (_row(i, word, text, entities.get(word.span.start)) for i, word in enumerate(sentence.words, 1))
    return span + "".join(rows) + "\n"


def _row(number: int, word: Word, text: str, entity: Entity | None) -> str:
    misc = f"start_char={word.span.start}|end_char={word.span.end}"
    if entity:
        misc += f"|Entity={entity.type}:{entity.span.start}-{entity.span.end}"
    form = _line(word.span.of(text))
    columns = (form, word.lemma, word.upos, word.xpos, word.feats, str(word.head + 1), word.deprel, "", misc)
    return "\t".join((str(number), *(column or "_" for column in columns))) + "\n"


def _line(text: str) -> str:
    return " ".join(text.split())


def from_conllu(text: str, article: Article) -> Document:
    """The document that `to_conllu` wrote of `article`.

    Raises:
        ReadError: if it was written of another article, or is not what `to_conllu` writes; says at which line.
    """
    place = article.path or article.name or article.id
    lines = text.split("\n")
    if lines[0] != f"# newdoc id = {article.id}":
        raise ReadError("this parse is of another article; parse it again", path=place, line=1)
    parser = lines[1].removeprefix("# parser = ") if len(lines) > 1 else ""
    sentences: list[Sentence] = []
    entities: list[Entity] = []
    for number, block in _blocks(lines[2:]):
        try:
            sentences.append(_sentence(block))
            entities.extend(entity for row in block[2:] for entity in _entities(row))
        except (ValueError, IndexError, KeyError) as error:
            raise ReadError(f"not a parse by quotecat ({error}); parse again", path=place, line=number) from error
    return Document(article, tuple(sentences), tuple(entities), parser)


def _blocks(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    block: list[str] = []
    for number, line in enumerate(lines, 3):
        if line:
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []
    if block:
        yield len(lines) + 3 - len(block), block


def _sentence(block: list[str]) -> Sentence:
    return Sentence(_span(block[0].removeprefix("# span = ")), tuple(_word(row.split("\t")) for row in block[2:]))


def _word(columns: list[str]) -> Word:
    lemma, upos, xpos, feats, deprel = ("" if columns[i] == "_" else columns[i] for i in (2, 3, 4, 5, 7))
    misc = _misc(columns)
    span = Span(int(misc["start_char"]), int(misc["end_char"]))
    return Word(span, lemma, upos, xpos, feats, int(columns[6]) - 1, deprel)


def _entities(row: str) -> Iterator[Entity]:
    entity = _misc(row.split("\t")).get("Entity")
    if entity is not None:
        kind, _, span = entity.partition(":")
        if kind not in TYPES:
            raise ValueError(f"no such entity type: {kind}")
        yield Entity(_span(span), cast(EntityType, kind))


def _misc(columns: list[str]) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in columns[9].split("|"))


def _span(text: str) -> Span:
    start, _, end = text.partition("-")
    return Span(int(start), int(end))
