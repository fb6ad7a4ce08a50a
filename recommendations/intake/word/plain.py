"""A Word file as its readers see it: every paragraph as plain text, and what the file says of itself.

Runs in the child process only.
"""

from collections.abc import Iterator

from recommendations.domain.intake import PlainFile
from recommendations.intake.word.notes import said_by
from recommendations.intake.word.package import open_package
from recommendations.intake.word.styles import Styles, styles_of
from recommendations.intake.word.trees import Element, W, value

_GONE = frozenset({W + "del", W + "moveFrom"})
_SIGNS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "\u2011"}
# The table of contents is the program's: its page numbers differ from one program to the next.
_CONTENTS = "toc"


def read_plain(content: bytes) -> PlainFile:
    """The file's paragraphs with all changes accepted, tables and footnotes included.

    Raises:
        FileRefused: it is not read, and its kind says why.
    """
    package = open_package(content)
    body, notes = package.tree(package.main), [package.tree(name) for name in package.related("footnotes")]
    trees = [tree for tree in (body, *notes) if tree is not None]
    # A template calls the styles of a table of contents otherwise ("TM1"); their names are the same everywhere.
    styles = styles_of(next((package.tree(name) for name in package.related("styles")), None))
    paragraphs = tuple(text for tree in trees for text in _paragraphs(tree, styles))
    return PlainFile(said_by(package), paragraphs)


def _paragraphs(tree: Element, styles: Styles) -> Iterator[str]:
    for paragraph in tree.iter(W + "p"):
        if styles.name_of(value(paragraph.find(f"{W}pPr/{W}pStyle"))).startswith(_CONTENTS):
            continue
        text = " ".join("".join(_pieces(paragraph)).split())
        if text:
            yield text


def _pieces(node: Element) -> Iterator[str]:
    for child in node:
        if child.tag in _GONE or child.tag == W + "p":
            continue
        if child.tag == W + "t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        else:
            yield from _pieces(child)
