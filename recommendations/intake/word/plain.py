"""A Word file as its readers see it: every paragraph as plain text, and what the file says of itself.

Runs in the child process only.
"""

import re
from collections.abc import Iterator

from recommendations.domain.intake import Aside, PlainFile
from recommendations.domain.text import printable
from recommendations.intake.word.notes import contents_of, said_by, styles_in
from recommendations.intake.word.package import Package, open_package
from recommendations.intake.word.styles import Styles
from recommendations.intake.word.trees import MATH, VML, Element, W, value

_GONE = frozenset({W + "del", W + "moveFrom"})
_WORDS = frozenset({W + "t", MATH + "t"})
_SIGNS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "\u2011", W + "sym": "\ufffd"}
_CONTENTS = "toc"
_AROUND = re.compile(r"^[\d\W]+|[\d\W]+$")


def read_plain(content: bytes) -> PlainFile:
    """The file's paragraphs with all changes accepted, tables, notes, headers and footers included.

    Raises:
        FileRefused: it is not read, and its kind says why.
    """
    package = open_package(content)
    notes = [name for kind in ("footnotes", "endnotes") for name in package.related(kind)]
    trees = [tree for name in (package.main, *notes) if (tree := package.tree(name)) is not None]
    # A template calls the styles of a table of contents otherwise ("TM1"); their names are the same everywhere.
    styles = styles_in(package)
    found = [one for tree in trees for one in _paragraphs(tree, styles)]
    said = {_letters(text) for text, is_computed in found if not is_computed}
    # A program writes the table of contents anew, with its own page numbers: what it lists, the text says itself.
    told = [text for text, is_computed in found if not is_computed or _letters(text) not in said]
    return PlainFile(said_by(package), (*told, *_around(package)))


def _paragraphs(tree: Element, styles: Styles) -> Iterator[tuple[str, bool]]:
    """The words of each paragraph, and whether it belongs to a table of contents."""
    for paragraph in tree.iter(W + "p"):
        text = " ".join("".join(_pieces(paragraph)).split())
        if text:
            yield text, styles.name_of(value(paragraph.find(f"{W}pPr/{W}pStyle"))).startswith(_CONTENTS)


def _letters(text: str) -> str:
    """A heading without its number before, and a page's number behind it."""
    return "".join(_AROUND.sub("", text).split()).casefold()


def _around(package: Package) -> list[str]:
    """What stands in headers and footers, once each, without the page numbers that a program computes."""
    besides = [one for one in contents_of(package).besides if one.aside is Aside.HEADER]
    kept = (
        [piece.text for piece in one.pieces if piece.aside is Aside.HEADER and piece.deleted is None] for one in besides
    )
    texts = (" ".join("".join(words).split()) for words in kept)
    return sorted({text for text in texts if _letters(text)})


def _pieces(node: Element) -> Iterator[str]:
    for child in node:
        if child.tag in _GONE or child.tag == W + "p":
            continue
        if child.tag in _WORDS:
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag == VML + "textpath":
            yield printable(str(child.get("string", "")))
        else:
            yield from _pieces(child)
