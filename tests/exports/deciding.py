"""All tracked changes of a Word file accepted or rejected, as Word does it, with code that the writers do not share."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from lxml import etree

from tests.exports.opening import WORD, tree

W = f"{{{WORD['w']}}}"
Marked = tuple[str, str]


def decided(content: bytes, *, accept: bool) -> list[tuple[str, str]]:
    """Style and words of every paragraph of the body, footnotes as ¹; what has no words left is left out."""
    return [(style, "".join(text for text, _ in words)) for style, words in decided_marks(content, accept=accept)]


def decided_marks(content: bytes, *, accept: bool) -> list[tuple[str, list[Marked]]]:
    """The same with the marks that each stretch has: "b", "i", both or none."""
    gone = (W + "del", W + "moveFrom") if accept else (W + "ins", W + "moveTo")
    found: list[tuple[str, list[Marked]]] = []
    held: list[Marked] = []
    for paragraph in tree(content).iter(W + "p"):
        held += _words(paragraph, gone, accept=accept)
        if any(paragraph.find(f"{W}pPr/{W}rPr/{tag}") is not None for tag in gone):
            continue
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if held:
            found.append(("" if style is None else str(style.get(W + "val")), _joined(held)))
        held = []
    return found


def _joined(words: Sequence[Marked]) -> list[Marked]:
    return [("".join(text for text, _ in group), marks) for marks, group in groupby(words, key=lambda word: word[1])]


def _words(paragraph: etree._Element, gone: Sequence[str], *, accept: bool) -> Iterator[Marked]:
    for node in paragraph.iter(W + "t", W + "delText", W + "footnoteReference", W + "tab", W + "br"):
        if any(parent.tag in gone for parent in node.iterancestors()):
            continue
        run = next(node.iterancestors(W + "r"))
        if node.tag in {W + "t", W + "delText"}:
            yield str(node.text or ""), _marks(run, accept=accept)
        else:
            yield "¹", ""


def _marks(run: etree._Element, *, accept: bool) -> str:
    earlier = run.find(f"{W}rPr/{W}rPrChange/{W}rPr")
    properties = run.find(W + "rPr") if accept or earlier is None else earlier
    return "".join(mark for mark in "bi" if properties is not None and properties.find(W + mark) is not None)


def signed_changes(content: bytes) -> list[tuple[str, str, str]]:
    """Every change of words: its sign (> where something moves from, < where to), its author and its words."""
    signs = {W + "ins": "+", W + "del": "-", W + "moveFrom": ">", W + "moveTo": "<"}
    return [
        (
            signs[str(node.tag)],
            str(node.get(W + "author")),
            "".join(str(text.text) for text in node.iter(W + "t", W + "delText")),
        )
        for node in tree(content).iter(*signs)
        if len(node)
    ]
