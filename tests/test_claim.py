"""What is read in claims, with the shipped models, on sentences of our own: who claims what, how firmly, with which
figures and dates. All sentences are paragraphs of one article, so that the models run once."""

from __future__ import annotations

from functools import cache

import pytest

from quotecat.extract.claim import Claim
from quotecat.extract.engine import Engine
from quotecat.extract.extraction import Extraction
from quotecat.text.article import Article

PUBLISHED = "2023-01-18"  # a Wednesday

# (the sentence, words of the claim, polarity, certainty, and «if» for conditional, «will» for future)
STANCES = [
    # the writer's own
    ("The bridge at Thanju was closed to lorries.", "was closed", "affirmed certain"),
    ("The bridge at Thanju was not closed to lorries.", "was not closed", "negated certain"),
    ("No ferry sailed from the northern pier.", "sailed", "negated certain"),
    ("Nobody on the council left the room.", "left the room", "negated certain"),
    ("The company never paid the miners.", "never paid", "negated certain"),
    ("There was no boat at the pier.", "no boat", "negated certain"),
    ("The river may flood the lower town.", "may flood", "affirmed possible"),
    ("The storm might not reach the coast.", "might not reach", "negated possible"),
    ("The dam could fail within weeks.", "could fail", "affirmed possible"),
    ("The old mill will close in the spring.", "will close", "affirmed certain will"),
    ("The old mill will not close before the spring.", "will not close", "negated certain will"),
    ("The council is going to sell the harbour.", "is going to sell", "affirmed certain will"),
    ("The council is expected to sell the harbour.", "sell the harbour", "affirmed probable will"),
    ("The plant is likely to reopen under a new owner.", "is likely to reopen", "affirmed probable will"),
    ("The plant is unlikely to reopen under its owner.", "is unlikely to reopen", "negated probable"),
    ("The fire apparently began in a kitchen.", "apparently began", "affirmed probable"),
    ("The fire allegedly began in a kitchen.", "allegedly began", "affirmed probable"),
    ("Perhaps the fire began in a kitchen.", "began in a kitchen", "affirmed possible"),
    ("The museum probably holds the largest map of the delta.", "probably holds", "affirmed probable"),
    ("The ministry seems to have lost the file.", "have lost the file", "affirmed probable"),
    ("The two firms are believed to have agreed on a price.", "agreed on a price", "affirmed probable"),
    ("If the vote fails, the mayor will resign.", "the mayor will resign", "affirmed certain if will"),
    ("The union will strike unless the wages rise.", "will strike", "affirmed certain if will"),
    ("The law would cut the tax on fuel.", "would cut", "affirmed certain if"),
    ("The ferry failed to stop at the island.", "failed to stop", "negated certain"),
    ("The new terminal is to open on the island.", "is to open", "affirmed certain will"),
    ("The minister hopes to reopen the mine.", "reopen the mine", "affirmed uncommitted will"),
    ("Rain fell on the stage, and the singers went home.", "the singers went home", "affirmed certain"),
    # reported, without doubt
    ("The pier is unsafe, said Ana Ruiz, an engineer.", "The pier is unsafe", "affirmed certain"),
    ("Ana Ruiz said that the pier was not safe.", "the pier was not safe", "negated certain"),
    ("Ana Ruiz told the council that the pier would be closed.", "would be closed", "affirmed certain will"),
    ("Tom Bell insisted that the ship had been inspected.", "the ship had been inspected", "affirmed certain"),
    ("Tom Bell claimed that the inspectors had been bribed.", "had been bribed", "affirmed certain"),
    ("According to the ministry, exports of salt doubled.", "exports of salt doubled", "affirmed certain"),
    ("Maria Okafor admitted that the votes had been counted twice.", "counted twice", "affirmed certain"),
    ("The agency confirmed that two wells had run dry.", "two wells had run dry", "affirmed certain"),
    ("Igor Petrov said nobody had been told of the sale.", "nobody had been told", "negated certain"),
    # reported, less firmly
    ("Ana Ruiz believes that the pier is unsafe.", "the pier is unsafe", "affirmed probable"),
    ("Tom Bell thinks the ship is too old.", "the ship is too old", "affirmed probable"),
    ("Economists predicted that prices would fall.", "prices would fall", "affirmed probable will"),
    ("Analysts expect that the bank will raise its rates.", "will raise", "affirmed probable will"),
    ("The police suspect that the fire was set on purpose.", "was set on purpose", "affirmed possible"),
    ("Villagers fear that the dam will burst.", "the dam will burst", "affirmed possible will"),
    ("The report suggested that the pilot had been asleep.", "had been asleep", "affirmed possible"),
    ("Rosa Diaz said that the clinic might close.", "might close", "affirmed possible"),
    ("Rosa Diaz said the clinic would probably close.", "would probably close", "affirmed probable will"),
    ("Rosa Diaz said the clinic would close if the grant ended.", "would close", "affirmed certain if will"),
    ("Officials doubted that the count was complete.", "the count was complete", "affirmed possible"),
    # wanted, not claimed
    ("Lena Fischer hopes that the museum will open in May.", "will open", "affirmed uncommitted will"),
    ("The farmers demanded that the dam be lowered.", "be lowered", "affirmed uncommitted"),
    ("Daniel Mbeki promised to build a second school.", "build a second school", "affirmed uncommitted will"),
    ("The king vowed to defend the islands.", "defend the islands", "affirmed uncommitted will"),
    ("The court ordered the firm to pay the miners.", "pay the miners", "affirmed uncommitted"),
    ("The envoy urged both sides to keep talking.", "keep talking", "affirmed uncommitted"),
    ("Lena Fischer said she hoped that the museum would open.", "the museum would open", "affirmed uncommitted"),
    # denied
    ("Tom Bell denied that the ship had been sold.", "the ship had been sold", "denied certain"),
    ("The ministry rejected claims that the vaccine was harmful.", "the vaccine was harmful", "denied certain"),
    ("The firm disputed that it had polluted the river.", "it had polluted the river", "denied certain"),
    ("Igor Petrov denied taking the money.", "taking the money", "denied certain"),
    ("Ana Ruiz does not believe that the pier is safe.", "the pier is safe", "denied probable"),
    ("The bank denied that it might close its branches.", "it might close", "denied possible"),
]  # fmt: skip

# (the sentence, figures as «printed = low..high unit bound», in order)
FIGURES = [
    ("Forty people were rescued from the roof in Marsa.", ["Forty people = 40 people"]),
    ("The bridge cost $1.2 million, the auditors found.", ["$1.2 million = 1200000 USD"]),
    ("More than 300 homes lost their roofs in Leva.", ["More than 300 homes = 300 homes at least"]),
    ("Some 15 per cent of voters stayed at home in Oyo.", ["Some 15 per cent = 15 percent about"]),
    ("The fund has €3bn for new railways.", ["€3bn = 3000000000 EUR"]),
    ("At least two-thirds of the wells are dry.", ["At least two-thirds of the wells = 0.667 wells at least"]),
    ("Maize prices rose by 7.5% in Kano.", ["7.5% = 7.5 percent"]),
    ("Between 20 and 30 soldiers crossed the river.", ["Between 20 and 30 soldiers = 20..30 soldiers"]),
    ("Up to 5,000 workers will lose their pay.", ["Up to 5,000 workers = 5000 workers at most"]),
    ("Nearly half a million people fled the valley.", ["Nearly half a million people = 500000 people at most"]),
    ("The mine pays Rs 20 lakh a month to the village.", ["Rs 20 lakh = 2000000 INR"]),
    ("A dozen boats sank off Mindo.", ["A dozen boats = 12 boats"]),
    ("The tower is 240 metres high.", ["240 metres = 240 metre"]),
    ("The convoy covered 60 km in the night.", ["60 km = 60 kilometre"]),
    ("Twenty-five nurses left the ward.", ["Twenty-five nurses = 25 nurses"]),
    ("The new law has 12 articles and 3 annexes.", ["12 articles = 12 articles", "3 annexes = 3 annexes"]),
    ("The airline flew 2.4 million passengers to the islands.", ["2.4 million passengers = 2400000 passengers"]),
    ("The pipeline carries 40,000 barrels to the coast.", ["40,000 barrels = 40000 barrel"]),
    ("Article 5 of the charter was read aloud.", []),
    ("Flight 370 left the airport on time.", []),
    ("One of the guards opened the gate.", []),
    ("The vote of 2016 split the party in the valley.", []),
    ("A 2021 consultants' report named the bridge.", []),
    ("Hundreds of pilgrims waited at the shrine.", ["Hundreds of pilgrims = 100 pilgrims at least"]),
    ("The strike cost the port £45m.", ["£45m = 45000000 GBP"]),
    ("The lake lost 3 to 4 metres of water.", ["3 to 4 metres = 3..4 metre"]),
    ("The 34-year-old teacher won the seat in Porto Leva.", ["34-year-old = 34 year"]),
    ("Around 70 goats were found on the ferry.", ["Around 70 goats = 70 goats about"]),
    ("Fewer than 10 families still live on the island.", ["Fewer than 10 families = 10 families at most"]),
    ("The satellite weighs 1,150 kg.", ["1,150 kg = 1150 kilogram"]),
    ("The reserve lost one in five of its elephants.", ["one in five of its elephants = 0.2 elephants"]),
]  # fmt: skip

# (the sentence, dates as «printed = first..last precision», in order); published on PUBLISHED
DATES = [
    ("The ferry sank on Tuesday off Korso.", ["Tuesday = 2023-01-17 day"]),
    ("The ferry sank on 5 January off Korso.", ["5 January = 2023-01-05 day"]),
    ("The ferry sank on January 5, 2021, off Korso.", ["January 5, 2021 = 2021-01-05 day"]),
    ("The ferry sank in January off Korso.", ["January = 2023-01-01..2023-01-31 month"]),
    ("The ferry sank in November off Korso.", ["November = 2022-11-01..2022-11-30 month"]),
    ("The ferry sank in 2019 off Korso.", ["2019 = 2019-01-01..2019-12-31 year"]),
    ("The ferry sank yesterday off Korso.", ["yesterday = 2023-01-17 day"]),
    ("The ferry sank last week off Korso.", ["last week = 2023-01-09..2023-01-15 week"]),
    ("The ferry sank last year off Korso.", ["last year = 2022-01-01..2022-12-31 year"]),
    ("The ferry sank two days ago off Korso.", ["two days ago = 2023-01-16 day"]),
    ("The ferry sank in the 1990s off Korso.", ["the 1990s = 1990-01-01..1999-12-31 decade"]),
    ("The port will reopen on Friday.", ["Friday = 2023-01-20 day"]),
    ("The port will reopen next month.", ["next month = 2023-02-01..2023-02-28 month"]),
    ("The port will reopen tomorrow.", ["tomorrow = 2023-01-19 day"]),
    ("The port was open between 2010 and 2014.", ["between 2010 and 2014 = 2010-01-01..2014-12-31 range"]),
    ("The port lost money in the third quarter of 2022.",
        ["the third quarter of 2022 = 2022-07-01..2022-09-30 quarter"]),
    ("The port has been shut since 2015.", ["since 2015 = 2015-01-01..2023-01-18 range"]),
    ("The port was shut at the end of March 2020.", ["March 2020 = 2020-03-01..2020-03-31 month"]),
    ("The port may open when the council agrees.", []),
    ("The workers march through Leva.", []),
    ("The guard slept for three hours at the gate.", []),
    ("The harvest was poor last summer.", ["last summer = 2022-06-01..2022-08-31 season"]),
    ("The chapel dates from the 17th century.", ["the 17th century = 1601-01-01..1700-12-31 century"]),
    ("The treaty was signed on 2018-06-03 in Nambo.", ["2018-06-03 = 2018-06-03 day"]),
    ("The census counted the islanders in May 2021.", ["May 2021 = 2021-05-01..2021-05-31 month"]),
    ("The school reopened on Monday after the flood.", ["Monday = 2023-01-16 day"]),
    ("The school closed in the summer of 2020.", ["the summer of 2020 = 2020-06-01..2020-08-31 season"]),
    ("The queen arrived this morning.", ["this morning = 2023-01-18 day"]),
    ("The games begin on 12 August in Port Ellery.", ["12 August = 2022-08-12 day"]),
    ("The old fort burned in 1871.", ["1871 = 1871-01-01..1871-12-31 year"]),
]  # fmt: skip


def sentences() -> list[str]:
    return [row[0] for table in (STANCES, FIGURES, DATES) for row in table]


@cache
def extraction() -> Extraction:
    """One article of all sentences, extracted once."""
    (found,) = Engine.load().extract([Article("\n\n".join(sentences()), "a", published=PUBLISHED)])
    assert isinstance(found, Extraction)
    return found


def claims_in(sentence: str) -> list[Claim]:
    """The claims that stand in a sentence of the article."""
    found = extraction()
    start = found.article.text.index(sentence)
    return [c for c in found.claims if start <= c.span.start < start + len(sentence)]


def read(claim: Claim) -> str:
    """A claim's stance as the table has it."""
    stance = claim.stance
    return f"{stance.polarity} {stance.certainty}{' if' * stance.conditional}{' will' * stance.future}"


@pytest.mark.parametrize(("sentence", "words", "expected"), STANCES, ids=[row[0] for row in STANCES])
def test_a_claim_is_made_as_firmly_as_its_claimant_makes_it(sentence: str, words: str, expected: str) -> None:
    text = extraction().article.text
    found = [c for c in claims_in(sentence) if words in c.span.of(text)]
    assert [read(c) for c in found] == [expected]


@pytest.mark.parametrize(("sentence", "expected"), FIGURES, ids=[row[0] for row in FIGURES])
def test_figures_are_read_with_their_values_and_units(sentence: str, expected: list[str]) -> None:
    text = extraction().article.text
    found = []
    for q in (q for c in claims_in(sentence) for q in c.quantities):
        value = f"{q.low:.12g}" if q.low == q.high else f"{q.low:.12g}..{q.high:.12g}"
        value = "0.667" if value.startswith("0.6666") else value
        found.append(" ".join(f"{q.span.of(text)} = {value} {q.unit} {q.bound}".split()))
    assert found == expected


@pytest.mark.parametrize(("sentence", "expected"), DATES, ids=[row[0] for row in DATES])
def test_dates_are_resolved_against_the_day_of_publication(sentence: str, expected: list[str]) -> None:
    text = extraction().article.text
    found = []
    for d in (d for c in claims_in(sentence) for d in c.dates):
        when = d.first if d.first == d.last else f"{d.first}..{d.last}"
        found.append(f"{d.span.of(text)} = {when} {d.precision}")
    assert found == expected


def test_the_tables_have_120_sentences_and_none_twice() -> None:
    assert len(sentences()) == len(set(sentences())) >= 120
