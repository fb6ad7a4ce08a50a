"""A live text, and a client that has its document and changes it as it likes."""

from collections.abc import Callable
from typing import Any

from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from recommendations.domain.text import Paragraph, Span, Unit, UnitKind
from recommendations.live.document import LiveDocument, seed

RECOMMENDATION = Unit(
    "r1",
    UnitKind.RECOMMENDATION,
    (
        Paragraph("p1", (Span("We ask for "), Span("night buses", strong=True, emphasis=True), Span(" 😀."))),
        Paragraph("p2", (Span("See "), Span("this", link="https://example.org/"), Span("", footnote="A note."))),
    ),
    "Night buses",
    ("local", "eu"),
)
COMMITMENT = Unit("r2", UnitKind.COMMITMENT, (Paragraph("p3", (Span("Été."),)),), "We commit")
PASSAGE = Unit("u1", UnitKind.PASSAGE, (Paragraph("u1", (Span("Analysis."),)),))
RECITAL = Unit("u2", UnitKind.RECITAL, (Paragraph("u2", ()),))
UNITS = (PASSAGE, RECOMMENDATION, COMMITMENT, RECITAL)


class Editor:
    """A client that has the document and changes it as it likes."""

    def __init__(self, live: LiveDocument) -> None:
        self.doc: Doc[Any] = Doc()
        self.root = self.doc.get("prosemirror", type=XmlFragment)
        self.doc.apply_update(live.whole())

    def change(self, act: Callable[[XmlFragment], object]) -> bytes:
        """The update of one change."""
        before = self.doc.get_state()
        with self.doc.transaction():
            act(self.root)
        return self.doc.get_update(before)


def element(parent: XmlFragment | XmlElement, index: int) -> XmlElement:
    child = parent.children[index]
    assert isinstance(child, XmlElement)
    return child


def text_of(parent: XmlElement, index: int = 0) -> XmlText:
    child = parent.children[index]
    assert isinstance(child, XmlText)
    return child


def make_live() -> LiveDocument:
    return LiveDocument([seed(UNITS)])
