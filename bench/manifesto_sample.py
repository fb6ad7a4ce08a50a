"""The reference manifesto: 15 themes, 120 recommendations, 60 footnotes, 400 votes, 12 amendments."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from recommendations.domain.hunks import change_between
from recommendations.domain.manifesto import Chapter, Manifesto, NumberedUnit, Publication, SignatureLine, VoteLine
from recommendations.domain.manuscript import manuscript_hash
from recommendations.domain.papers import AmendmentList, AmendmentSheet, Attribution, Contribution, Redline
from recommendations.domain.statements import statements
from recommendations.domain.text import Paragraph, Span, Unit, UnitKind

THEMES, RECOMMENDATIONS, RECITALS, FOOTNOTES, VOTES, AMENDMENTS = 15, 8, 14, 60, 400, 12
PARAGRAPHS, SENTENCE, SENTENCES = 2, 20, 3
_VOCABULARY = """
cities regions residents streets schools councils police prevention safety data observatory budget
night transport health youth victims partners mediation lighting evidence trust training public
local national European support recommend develop fund share publish evaluate together before after
within every common clear lasting open fair
"""
WORDS = _VOCABULARY.split()
EDITION = (("en", "Assembly of the reference manifesto"),)
TITLE = (("en", "Streets"),)


def manifesto(size: int = 1) -> Manifesto:
    """The text, ``size`` times as long."""
    random = Random(4)
    notes = iter(range(FOOTNOTES * size))
    chapters = tuple(
        Chapter(
            number,
            (("en", _words(random, 5).capitalize()),),
            tuple(_recommendation(random, number, place, notes) for place in range(1, RECOMMENDATIONS + 1)),
        )
        for number in range(1, THEMES * size + 1)
    )
    recitals = tuple(
        NumberedUnit("", (("en", _unit(random, f"w{number}", UnitKind.RECITAL, 1, 1)),))
        for number in range(RECITALS * size)
    )
    names = (("eu", (("en", "European Union"),)), ("local", (("en", "Local authorities"),)))
    return Manifesto(EDITION, "Porto Claro", ("2030-03-20", "2030-03-22"), ("en",), names, recitals, chapters)


def _recommendation(random: Random, number: int, place: int, notes: Iterator[int]) -> NumberedUnit:
    unit = _unit(random, f"r{number}-{place}", UnitKind.RECOMMENDATION, PARAGRAPHS, SENTENCES)
    unit = replace(unit, title=_words(random, 6).capitalize(), addressees=("eu", "local"))
    if place % 2 and next(notes, None) is not None:
        first, *rest = unit.paragraphs
        noted = Paragraph(first.uid, (*first.spans, Span("", footnote=_words(random, 12).capitalize() + ".")))
        unit = replace(unit, paragraphs=(noted, *rest))
    return NumberedUnit(f"{number}.{place}", (("en", unit),))


def _unit(random: Random, uid: str, kind: UnitKind, paragraphs: int, sentences: int) -> Unit:
    texts = tuple(
        Paragraph(
            f"{uid}-{number}",
            (
                Span(" ".join(_words(random, SENTENCE).capitalize() + "." for _ in range(sentences - 1)) + " "),
                Span(_words(random, 3).capitalize(), strong=True),
                Span(" " + _words(random, SENTENCE - 3) + "."),
            ),
        )
        for number in range(paragraphs)
    )
    return Unit(uid, kind, texts)


def _words(random: Random, count: int) -> str:
    return " ".join(random.choices(WORDS, k=count))


def publication(size: int = 1) -> Publication:
    """The manifesto, signed, with its votes."""
    text = manifesto(size)
    sha256 = manuscript_hash(text)
    votes = tuple(
        VoteLine(
            (("en", f"Shall amendment {number} be adopted?"),),
            "two_thirds_cast",
            str(60 + number % 20),
            "10",
            "4",
            "84",
            bool(number % 4),
            "2030-03-22T14:02:11+00:00",
        )
        for number in range(1, VOTES * size + 1)
    )
    signature = SignatureLine("A. Example", "president", "Porto Claro", "2030-03-22T16:30:00+00:00", sha256)
    return Publication(text, sha256, "2030-03-22", votes, (signature,))


def _amended(unit: Unit) -> Unit:
    """The unit with a few other words in every paragraph."""
    changed = tuple(
        Paragraph(p.uid, (Span(p.spans[0].text.replace("cities", "all towns", 1)), *p.spans[1:]))
        for p in unit.paragraphs
    )
    return replace(unit, paragraphs=changed, title=unit.title + " now")


def _units(text: Manifesto) -> list[Unit]:
    return [dict(unit.texts)["en"] for chapter in text.chapters for unit in chapter.units]


def amendments(text: Manifesto, size: int = 1) -> AmendmentList:
    """The two-column amendments."""
    sheets = []
    for number, unit in enumerate(_units(text)[: AMENDMENTS * size], start=1):
        amended = _amended(unit)
        told = tuple(statements(unit, change_between(unit, amended)))
        sheets.append(
            AmendmentSheet(str(number), ("Porto Claro",), "1.1", unit.kind, "en", unit, amended, "It is needed.", told)
        )
    return AmendmentList(EDITION, "T1", 1, TITLE, 1, "0" * 64, "2030-03-20", tuple(sheets))


def redline(text: Manifesto, amended: int = 40) -> Redline:
    """The manifesto with ``amended`` recommendations against the text before."""
    new: list[Chapter] = []
    contributions: list[Contribution] = []
    for chapter in text.chapters:
        units = []
        for numbered in chapter.units:
            unit = dict(numbered.texts)["en"]
            if len(contributions) < amended:
                by = Attribution("Porto Claro", "2030-03-21", f"Amendment {len(contributions) + 1}")
                contributions.append(Contribution("en", unit, _amended(unit), by))
                unit = _amended(unit)
            units.append(NumberedUnit(numbered.number, (("en", unit),)))
        new.append(replace(chapter, units=tuple(units)))
    changed = replace(text, chapters=tuple(new))
    after = replace(publication(), manifesto=changed, sha256=manuscript_hash(changed))
    return Redline(text, (("en", "the draft"),), after, tuple(contributions), "2030-03-22")
