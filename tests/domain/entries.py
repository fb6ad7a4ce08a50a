"""Amendments of one unit, as the voting list sees them."""

from dataclasses import replace
from uuid import UUID, uuid5

from recommendations.domain.hunks import change_between
from recommendations.domain.text import Paragraph, Span, Unit
from recommendations.domain.voting_order import Entry
from tests.factories import make_unit

SPACE = UUID("6f2c2d5e-1d2a-4b0e-9a52-3f1e8a3c9d10")
BASE = make_unit(
    "r1",
    "The fund should cover 70% of the cost of a shelter. Each town should report once a year to its council."
    " Shelters should stay open for thirty days.",
    "Neighbours should be heard.",
)


def key(number: int) -> UUID:
    return uuid5(SPACE, str(number))


def said(old: str, new: str, unit: Unit = BASE) -> Unit:
    """The unit with these words replaced, which stand in it once."""
    paragraphs = tuple(Paragraph(p.uid, (Span(p.plain.replace(old, new)),)) for p in unit.paragraphs)
    assert sum(p.plain.count(old) for p in unit.paragraphs) == 1
    return replace(unit, paragraphs=paragraphs)


def entry(number: int, old: str = "", new: str = "", **fields: object) -> Entry:
    """An amendment that replaces these words."""
    amended = said(old, new) if old else BASE
    change = change_between(BASE, amended)
    values: dict[str, object] = {"base": BASE, "amended": amended, "change": change}
    return Entry(key(number), number, **(values | fields))  # type: ignore[arg-type]  # overrides of Entry
