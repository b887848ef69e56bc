"""The tables of a catalog, one class a table: every column with its meaning, which schema.sql and the codebook print.

Places in a text are `start` and `end`: Unicode code points into `article.text`, counted from 0, half-open, so that
`substr(article.text, start + 1, end - start)` is the text. Some columns say when something was done here, and
so differ from one ingest of the same articles to the next: `run.started_at`, `article.added_at`, and `at` in `failure`,
`decision` and `review`; all that is found in articles is made from content.
"""

from collections.abc import Iterator

from sqlalchemy import Index, text
from sqlmodel import SQLModel

from quotecat.catalog.schema import claim_tables, family_tables, identity_tables, review_tables
from quotecat.catalog.schema.columns import count, own_id, part_of, place, row_number, share, truth, words
from quotecat.catalog.schema.decision_words import Verdict
from quotecat.catalog.schema.ledger import FailureRow, RunRow
from quotecat.catalog.schema.rules import CLUSTERED, STRICT, one_of, ordered, probable
from quotecat.extract.attribution import Kind
from quotecat.extract.speaker import DescriptionKind, MentionKind, SpeakerKind


class ArticleRow(SQLModel, table=True):
    """The articles, each with its text as it was given."""

    __tablename__ = "article"
    __table_args__ = (Index("ix_article_in_order", text("published IS NULL"), "published", "name", "id"), STRICT)
    number: int | None = row_number()
    id: str = own_id("The article's id")
    name: str = words("What the input calls it: a file's stem, or a row's own id", index=True)
    title: str | None = words("Headline")
    outlet: str | None = words("Who published it", index=True)
    author: str | None = words("Who wrote it, as the input says")
    url: str | None = words("Where it stands on the web")
    published: str | None = words("When it was published, as precise as the input was", "ISO 8601", index=True)
    path: str | None = words("The file it was read from")
    encoding: str = words("How the file's bytes were read")
    sha256: str = words("SHA-256 of the text in UTF-8", "hexadecimal")
    run_id: str = words("The run that made this article's rows", foreign_key="run.id")
    added_at: str = words("When the article was added to this catalog", "ISO 8601, UTC")
    text: str = words("The text, unaltered: all places count into it")


class BoilerplateRow(SQLModel, table=True):
    """Stretches of an article that are not its own words, such as an invitation to subscribe."""

    __tablename__ = "boilerplate"
    __table_args__ = (*ordered(""), CLUSTERED)
    article_id: str = part_of("article", "The article", primary_key=True)
    number: int = count("Order in the article, from 1", primary_key=True)
    start: int = place("Where the stretch starts")
    end: int = place("Where the stretch ends")
    text: str = words("The stretch's text")


class SpeakerRow(SQLModel, table=True):
    """Who speaks: people, organisations, documents and unnamed sources, each within one article."""

    __tablename__ = "speaker"
    __table_args__ = (*one_of(kind=SpeakerKind), STRICT)
    number: int | None = row_number()
    id: str = own_id("The speaker's id within the article")
    article_id: str = part_of("article", "The article", index=True)
    name: str = words("The fullest name that the article prints, without titles", index=True)
    kind: str = words("person, organisation, document or unnamed")
    titles: str = words("Titles as printed («Col.»), parted by «; »")
    roles: str = words("Roles as printed («a U.S. military spokesman»), parted by «; »")
    by_hand: int = truth("Whether a person named this speaker in a review, and the program did not")


class DescriptionRow(SQLModel, table=True):
    """The titles and roles printed beside speakers' names, each where it stands first."""

    __tablename__ = "description"
    __table_args__ = (*one_of(kind=DescriptionKind), *ordered(""), CLUSTERED)
    speaker_id: str = part_of("speaker", "The speaker", primary_key=True)
    number: int = count("Order among the speaker's titles and roles, from 1", primary_key=True)
    start: int = place("Where the title or role starts")
    end: int = place("Where the title or role ends")
    text: str = words("The title or role as printed")
    kind: str = words("title or role")


class MentionRow(SQLModel, table=True):
    """The words of an article that refer to a speaker."""

    __tablename__ = "mention"
    __table_args__ = (*one_of(kind=MentionKind), *ordered(""), CLUSTERED)
    speaker_id: str = part_of("speaker", "The speaker", primary_key=True)
    number: int = count("Order among the speaker's mentions, from 1", primary_key=True)
    start: int = place("Where the mention starts")
    end: int = place("Where the mention ends")
    text: str = words("The mention's words")
    kind: str = words("name, pronoun or nominal")


class QuotationRow(SQLModel, table=True):
    """Direct quotations: somebody's words between quotation marks, and who said them."""

    __tablename__ = "quotation"
    __table_args__ = (
        *ordered("", "source_", "cue_", "sentence_", "before_", "after_", "paragraph_"),
        probable(),
        *one_of(review=Verdict),
        STRICT,
    )
    number: int | None = row_number()
    id: str = own_id("The quotation's id")
    article_id: str = part_of("article", "The article", index=True)
    start: int = place("Where the quotation starts: its first mark")
    end: int = place("Where the quotation ends: after its last mark")
    text: str = words("The words between the marks, parts joined by a space")
    speaker_id: str | None = words("Who said it; missing in an orphan", foreign_key="speaker.id", index=True)
    confidence: float = share("Calibrated probability that the speaker is right")
    how: str = words("How the source was decided")
    chain: str = words("From the words in the text to the speaker's name: «he → Butler → Col. David Butler»")
    source_start: int | None = place("Where the words that name the source start")
    source_end: int | None = place("Where the words that name the source end")
    source_text: str | None = words("The words that name the source")
    cue_start: int | None = place("Where the reporting words start")
    cue_end: int | None = place("Where the reporting words end")
    cue_text: str | None = words("The reporting words, such as «said»")
    sentence_start: int = place("Where the quotation's sentence (or sentences) starts")
    sentence_end: int = place("Where the quotation's sentence (or sentences) ends")
    before_start: int | None = place("Where the sentence before starts")
    before_end: int | None = place("Where the sentence before ends")
    after_start: int | None = place("Where the sentence after starts")
    after_end: int | None = place("Where the sentence after ends")
    paragraph_start: int = place("Where the quotation's paragraph starts")
    paragraph_end: int = place("Where the quotation's paragraph ends")
    within_id: str | None = words(
        "The quotation that it stands in, whose speaker tells what this one said",
        foreign_key="quotation.id",
        index=True,
    )
    review: str | None = words(
        "What a person decided: accepted, speaker fixed, span fixed, or rejected as no quotation, not to be counted"
    )


class QuotationPartRow(SQLModel, table=True):
    """The uninterrupted stretches of a quotation: several when a cue stands between or a paragraph goes on."""

    __tablename__ = "quotation_part"
    __table_args__ = (*ordered("", "marked_"), CLUSTERED)
    quotation_id: str = part_of("quotation", "The quotation", primary_key=True)
    number: int = count("Order in the quotation, from 1", primary_key=True)
    start: int = place("Where the words start, after the mark")
    end: int = place("Where the words end, before the mark")
    text: str = words("The words without their marks")
    marked_start: int = place("Where the part starts with its mark")
    marked_end: int = place("Where the part ends with its mark")


class CandidateRow(SQLModel, table=True):
    """The sources that were weighed for a quotation, the strongest first."""

    __tablename__ = "candidate"
    __table_args__ = (*ordered(""), probable("share"), CLUSTERED)
    quotation_id: str = part_of("quotation", "The quotation", primary_key=True)
    number: int = count("Rank, the strongest is 1", primary_key=True)
    start: int = place("Where the candidate's words start")
    end: int = place("Where the candidate's words end")
    text: str = words("The candidate's words")
    share: float = share("The model's share of belief")


class AttributionRow(SQLModel, table=True):
    """Who is the source of which content, and by which cue: all attribution relations, direct and indirect."""

    __tablename__ = "attribution"
    __table_args__ = (*one_of(kind=Kind), *ordered("source_", "cue_"), probable(), STRICT)
    id: str = words("The attribution's id, made from content", primary_key=True)
    article_id: str = part_of("article", "The article", index=True)
    kind: str = words("direct, indirect or mixed")
    confidence: float = share("Probability that the relation is right")
    source_start: int | None = place("Where the words that name the source start")
    source_end: int | None = place("Where the words that name the source end")
    source_text: str | None = words("The words that name the source")
    cue_start: int | None = place("Where the reporting words start")
    cue_end: int | None = place("Where the reporting words end")
    cue_text: str | None = words("The reporting words")


class AttributionContentRow(SQLModel, table=True):
    """The stretches of an attribution's content."""

    __tablename__ = "attribution_content"
    __table_args__ = (*ordered(""), CLUSTERED)
    attribution_id: str = part_of("attribution", "The attribution", primary_key=True)
    number: int = count("Order in the content, from 1", primary_key=True)
    start: int = place("Where the stretch starts")
    end: int = place("Where the stretch ends")
    text: str = words("The stretch's text")


class LeftOutRow(SQLModel, table=True):
    """Stretches between quotation marks that nobody said, each with the reason why it is no quotation."""

    __tablename__ = "left_out"
    __table_args__ = (*ordered(""), probable(), CLUSTERED)
    article_id: str = part_of("article", "The article", primary_key=True)
    number: int = count("Order in the article, from 1", primary_key=True)
    start: int = place("Where the stretch starts")
    end: int = place("Where the stretch ends")
    text: str = words("The stretch's text, with its marks")
    reason: str = words("Why it is no quotation: title, term, scare quote, not speech, headline, nested or empty")
    confidence: float = share("Probability that leaving it out is right")


class DiagnosticRow(SQLModel, table=True):
    """What was odd about a mark, and how it was read."""

    __tablename__ = "diagnostic"
    __table_args__ = (*ordered(""), CLUSTERED)
    article_id: str = part_of("article", "The article", primary_key=True)
    number: int = count("Order in the article, from 1", primary_key=True)
    quotation_id: str | None = words("The quotation it is about, if any", foreign_key="quotation.id", index=True)
    code: str = words("What kind of oddity")
    start: int = place("Where the mark or the stretch starts")
    end: int = place("Where the mark or the stretch ends")
    text: str = words("The mark or the stretch")
    message: str = words("The oddity in a sentence")


def _of(*modules: str) -> Iterator[type[SQLModel]]:
    return (row for row in SQLModel.__subclasses__() if row.__module__ in modules)


FOUND: tuple[type[SQLModel], ...] = (RunRow, *_of(__name__), *_of(claim_tables.__name__), FailureRow)
"""The tables of what is found in articles, each after the tables it refers to: the order in which rows go in."""

TABLES: tuple[type[SQLModel], ...] = (
    *FOUND,
    *_of(identity_tables.__name__),
    *_of(family_tables.__name__),
    *_of(review_tables.__name__),
)
"""Every table: those, and those of what lies across articles."""
