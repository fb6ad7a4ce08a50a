"""What a file marks, and what was told of it, letter by letter."""

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from recommendations.domain.intake import FoundChange, LeftAside, ReturnedPaper
from tests.intake.word.edited import Edited
from tests.intake.word.papers import W, part


def marked(edited: Edited) -> Counter[str]:
    """The letters that the file marks as inserted or deleted, found without our reader."""
    letters: Counter[str] = Counter()
    for xml in (part("document", edited.body(named=True)), part("footnotes", "".join(edited.notes))):
        for text in etree.fromstring(xml).iter(f"{{{W}}}t", f"{{{W}}}delText"):
            around = {etree.QName(one).localname for one in text.iterancestors()}
            sides = bool(around & {"ins", "moveTo"}) + bool(around & {"del", "moveFrom"})
            letters.update("".join(str(text.text or "").split()) * sides)
    return letters


def told(paper: ReturnedPaper) -> Counter[str]:
    """The letters of everything that was found."""
    return Counter("".join("".join((one.taken + one.given).split()) for one in _told(paper)))


def _told(paper: ReturnedPaper) -> Iterator[FoundChange | LeftAside]:
    """Every change once, and what is none."""
    for change in paper.changes:
        if change.by and (change.partner is None or change.partner > change.number):
            yield change
    yield from (*paper.unplaced, *paper.ignored)
