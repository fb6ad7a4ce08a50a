"""Frozen text: spans in paragraphs, paragraphs in units, units in a revision."""

import re
from dataclasses import dataclass
from enum import StrEnum

_BREAKS = re.compile("[\x0b\x0c\x85\u2028\u2029]")
# Controls, halves of characters, and the overrides that make a text read otherwise than it is stored.
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """The text with breaks of pages and lines as line breaks, and without any sign that cannot be printed."""
    return _UNPRINTABLE.sub("", _BREAKS.sub("\n", text))


class UnitKind(StrEnum):
    """What a unit of the text is; recommendations and commitments are the smallest units put to a vote."""

    RECOMMENDATION = "recommendation"
    COMMITMENT = "commitment"
    PASSAGE = "passage"
    CITATION = "citation"
    RECITAL = "recital"

    @property
    def is_operative(self) -> bool:
        """Whether the unit carries a demand, is numbered and is voted."""
        return self in {UnitKind.RECOMMENDATION, UnitKind.COMMITMENT}


@dataclass(frozen=True, slots=True)
class Span:
    """A run of characters with the same marks; a footnote is a span of its own with empty ``text``."""

    text: str
    strong: bool = False
    emphasis: bool = False
    link: str | None = None
    footnote: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Spans under one uid, which languages and revisions share."""

    uid: str
    spans: tuple[Span, ...]

    @property
    def plain(self) -> str:
        """The words alone, without marks and footnotes."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Unit:
    """A recommendation, or a paragraph that stands outside of one; in one language."""

    uid: str
    kind: UnitKind
    paragraphs: tuple[Paragraph, ...]
    title: str = ""
    addressees: tuple[str, ...] = ()
