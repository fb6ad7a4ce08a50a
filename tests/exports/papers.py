"""Papers of the assembly for the tests of the writers: plain functions with overrides."""

from dataclasses import replace

from recommendations.domain.hunks import change_between
from recommendations.domain.manifesto import Manifesto, NumberedUnit, SignatureLine
from recommendations.domain.papers import (
    AmendmentList,
    AmendmentSheet,
    Attribution,
    Contribution,
    Minutes,
    Participant,
    RecordedVote,
    RecordLine,
    Redline,
    Roll,
    WorkingPaper,
)
from recommendations.domain.revisions import number_units, unit_numbers
from recommendations.domain.statements import statements
from recommendations.domain.text import Paragraph, Span, Unit, UnitKind
from tests.exports.publications import (
    ADDRESSEES,
    ENGLISH,
    FRENCH,
    make_manifesto,
    make_publication,
    make_unit,
    make_vote,
)

EDITION = (("en", "Assembly of Porto Claro"), ("fr", "Assemblée de Porto Claro"))
TITLE = (("en", "Streets and squares for everyone"), ("fr", "Des rues et des places pour tous"))
HASH = "ab" * 32
LONG = (
    Span("Whoever lives in a street knows it best: councils should ask residents, shopkeepers, schools and night "),
    Span("workers ", strong=True),
    Span("what they see, publish the answers within "),
    Span("90 days", emphasis=True),
    Span(", and say for every proposal what becomes of it, who does it, and what it costs"),
    Span("", footnote="Costs in euro, without taxes."),
    Span(". "),
)


def make_units(language: str, count: int = 3) -> tuple[Unit, ...]:
    """A passage, recommendations with titles, and one without."""
    words = ENGLISH if language == "en" else FRENCH
    passage = Unit("x1", UnitKind.PASSAGE, (Paragraph("x1-1", (Span(words),)),))
    titled = (make_unit(f"r{n}", language=language, title=f"Know what happens ({n})") for n in range(1, count + 1))
    bare = Unit("r9", UnitKind.COMMITMENT, (Paragraph("r9-1", LONG), Paragraph("r9-2", (Span(words),))), "", ("local",))
    return (passage, *titled, bare)


def make_working_paper(number: int = 2, **fields: object) -> WorkingPaper:
    """The tabled text of a theme in English and French."""
    texts = {language: make_units(language) for language in ("en", "fr")}
    numbers = unit_numbers(number, texts.values())
    units = tuple((language, number_units(version, numbers)) for language, version in texts.items())
    paper = WorkingPaper(EDITION, f"T{number}", number, TITLE, 3, HASH, "2030-03-21", units, ADDRESSEES)
    return replace(paper, **fields)  # type: ignore[arg-type]  # overrides of any field


def make_sheet(label: str, base: Unit | None, amended: Unit | None, **fields: object) -> AmendmentSheet:
    """An amendment of Porto Claro and Alba."""
    told = tuple(statements(base, change_between(base, amended))) if base and amended else ()
    kind = next(unit.kind for unit in (base, amended) if unit is not None)
    reason = "Residents know best."
    sheet = AmendmentSheet(label, ("Porto Claro", "Alba"), "2.1", kind, "en", base, amended, reason, told)
    return replace(sheet, **fields)  # type: ignore[arg-type]  # overrides of any field


def with_first(unit: Unit, *texts: str) -> Unit:
    """The unit with other words in its paragraphs."""
    return replace(
        unit, paragraphs=tuple(Paragraph(f"{unit.uid}-{n}", (Span(text),)) for n, text in enumerate(texts, start=1))
    )


def make_amendments(**fields: object) -> AmendmentList:
    """An amendment of every kind."""
    base = with_first(make_unit("r1", title="Know the street"), ENGLISH, "It costs little. Nobody pays twice.")
    changed = with_first(base, ENGLISH.replace("twice a year", "every month"), "It costs little. Nobody pays twice.")
    shorter = replace(base, paragraphs=base.paragraphs[:1])
    longer = replace(base, paragraphs=(*base.paragraphs, Paragraph("r1-9", (Span("Cities act now."),))))
    turned = replace(base, paragraphs=base.paragraphs[::-1])
    renamed = replace(base, title="Know the street well", addressees=("eu", "national"))
    moved = with_first(base, ENGLISH, "Nobody pays twice. It costs little.")
    recital = Unit("w1", UnitKind.RECITAL, (Paragraph("w1-1", (Span("whereas streets matter,"),)),))
    amended = [(base, one) for one in (changed, shorter, longer, turned, renamed, moved)]
    whole = [(base, None), (None, longer), (recital, with_first(recital, "whereas all streets matter,"))]
    sheets = tuple(make_sheet(str(n), *pair) for n, pair in enumerate([*amended, *whole], start=1))
    found = AmendmentList(EDITION, "T2", 2, TITLE, 3, HASH, "2030-03-21", sheets, ADDRESSEES)
    return replace(found, **fields)  # type: ignore[arg-type]  # overrides of any field


def make_minutes(**fields: object) -> Minutes:
    """Two days of proceedings with a vote by name."""
    sentences = (("en", "The sitting was opened."), ("fr", "La séance est ouverte."))
    lines = tuple(
        RecordLine(f"2030-03-{day}T{hour:02d}:15:00+00:00", "A. Example (chair)", sentences)
        for day in (20, 21)
        for hour in (9, 14)
    )
    votes = (RecordedVote(make_vote(), ("Porto Claro", "Alba"), ("Neva",)), RecordedVote(make_vote(adopted=False)))
    days = ("2030-03-20", "2030-03-21")
    minutes = Minutes(EDITION, (("en", "Plenary"), ("fr", "Plénière")), "Porto Claro", days, HASH, lines, votes)
    return replace(minutes, **fields)  # type: ignore[arg-type]  # overrides of any field


def make_roll(**fields: object) -> Roll:
    """Two members, one signature given and one to come."""
    mayor = (("en", "Mayor"), ("fr", "Maire"))
    members = (
        Participant("Porto Claro", "Portugal", "A. Example", mayor, "1"),
        Participant("Alba", "Italy", "C. Example", (), "0.5"),
    )
    signature = SignatureLine("A. Example", "president", "Porto Claro", "2030-03-22T16:30:00+00:00", HASH)
    waiting = (("B. Example", mayor), ("", ()))
    roll = Roll(EDITION, "Porto Claro", ("2030-03-20",), HASH, members, (signature,), waiting)
    return replace(roll, **fields)  # type: ignore[arg-type]  # overrides of any field


def make_redline(new: Manifesto | None = None) -> Redline:
    """A manifesto of which a recommendation was amended by two cities, one put in and one struck out."""
    base = make_manifesto()
    chapter = base.chapters[0]
    first, second = chapter.units[1], chapter.units[2]
    contributions, texts = [], []
    for language, unit in first.texts:
        words = "every month" if language == "en" else "chaque mois"
        after = with_first(
            unit, "".join(s.text for s in unit.paragraphs[0].spans), f"{words}: {unit.paragraphs[1].plain}"
        )
        vote = ((("en", "Adopted: 70 for, 10 against"), ("fr", "Adopté\u00a0: 70 pour, 10 contre")),)
        by = Attribution("Alba", "2030-03-21", "Amendment 4", vote)
        contributions.append(Contribution(language, unit, after, by))
        texts.append((language, after))
    added = NumberedUnit("1.2", tuple((one, make_unit("r77", language=one, title="New")) for one, _ in second.texts))
    contributions += [
        Contribution(one, None, unit, Attribution("Neva", "2030-03-22", "Amendment 5")) for one, unit in added.texts
    ]
    amended = replace(chapter, units=(chapter.units[0], NumberedUnit("1.1", tuple(texts)), added))
    text = new or replace(base, chapters=(amended, *base.chapters[1:]))
    name = (("en", "the draft of 12 March 2030"), ("fr", "projet du 12 mars 2030"))
    return Redline(base, name, make_publication(text), tuple(contributions), "2030-03-23")
