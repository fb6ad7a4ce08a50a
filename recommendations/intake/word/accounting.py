"""Whether everything that a file marks as inserted or deleted has been read: counted apart from the reading itself."""

from collections import Counter
from collections.abc import Iterator

from recommendations.domain.intake import Aside, LeftAside
from recommendations.intake.word.package import Package
from recommendations.intake.word.pieces import Contents
from recommendations.intake.word.trees import MATH, MC, Element, W, words

_GIVING = (W + "ins", W + "moveTo")
_TAKING = (W + "del", W + "moveFrom")
_TEXTS = (W + "t", W + "delText", MATH + "t")
_PARTS = ("footnotes", "endnotes", "header", "footer")

Marked = tuple[bool, bool, str]
"""Whether the words are inserted, whether they are deleted, and the words."""


def unaccounted(package: Package, contents: Contents) -> tuple[LeftAside, ...]:
    """The marked words of the file that are in nothing that was read from it."""
    marked: Counter[Marked] = Counter()
    for name in {package.main, *(one for part in _PARTS for one in package.related(part))}:
        root = package.tree(name)
        if root is not None:
            marked.update(_marked(root))
    read = Counter(
        (piece.inserted is not None, piece.deleted is not None, piece.text)
        for piece in contents.all_pieces
        if not piece.is_kept
    )
    return tuple(
        LeftAside(Aside.UNACCOUNTED, said if is_deleted else "", said if is_inserted else "")
        for (is_inserted, is_deleted, said), times in sorted((marked - read).items())
        for _ in range(times)
    )


def _marked(root: Element) -> Iterator[Marked]:
    seen: set[Element] = set()
    for change in root.iter(*_GIVING, *_TAKING):
        for text in change.iter(*_TEXTS):
            if text in seen:
                continue
            seen.add(text)
            said = words(text)
            around = [str(ancestor.tag) for ancestor in text.iterancestors()]
            if said.strip() and MC + "Fallback" not in around:
                yield any(tag in _GIVING for tag in around), any(tag in _TAKING for tag in around), said
