"""Checks of tracked changes, comments and controls."""

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from exports.opened import MAIN, Opened, W, found, value, words

_MOMENT = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ")
_COMMENTS = "word/comments.xml"
_WORDS = tuple(W + name for name in ("ins", "del", "moveFrom", "moveTo"))
_RANGES = re.compile(r"(?:start (\d+), (?:words, )+end \1, )*")
_STARTS = (W + "moveFromRangeStart", W + "moveToRangeStart")
_CHANGES = (*_WORDS, *_STARTS, W + "rPrChange")
_NESTED = " | ".join(
    f"//w:{outer}//w:{inner}"
    for outer in ("ins", "del", "moveFrom", "moveTo")
    for inner in ("ins", "del", "moveFrom", "moveTo")
)


def changes_are_signed(package: Opened) -> Iterator[str]:
    """Tracked changes have an author, a moment and a number of their own."""
    for part, tree in package.texts():
        changes = list(tree.iter(*_CHANGES))
        if any(not value(node, "author") or not _MOMENT.fullmatch(value(node, "date")) for node in changes):
            yield f"{part}: a change without author or moment"
        counted = Counter(value(node, "id") for node in changes)
        yield from (f"{part}: change {name or 'without a number'}" for name, n in counted.items() if n > 1 or not name)


def deleted_words_are_marked(package: Opened) -> Iterator[str]:
    """Words in a deletion are marked as deleted, and no others are; no change of words stands in another."""
    for part, tree in package.texts():
        marks = (b"<w:ins ", b"<w:del ", b"<w:delText", b"<w:moveFrom ", b"<w:moveTo ")
        if not any(mark in package.parts[part] for mark in marks):
            continue
        if found(tree, "//w:del//w:t"):
            yield f"{part}: deleted words as text"
        if found(tree, "//w:delText[not(ancestor::w:del)]"):
            yield f"{part}: deleted words outside of a deletion"
        if found(tree, _NESTED):
            yield f"{part}: a change in a change"


def changes_are_recorded(package: Opened) -> Iterator[str]:
    """A file with tracked changes goes on recording them."""
    has_changes = next(package.tree(MAIN).iter(*_CHANGES), None) is not None
    if has_changes and package.tree("word/settings.xml").find(W + "trackRevisions") is None:
        yield "recording is switched off"


def moves_have_two_ends(package: Opened) -> Iterator[str]:
    """Every move goes from one range to one other of its name, and nothing moves outside of the ranges."""
    for part, tree in package.texts():
        if b"<w:moveFrom" not in package.parts[part] and b"<w:moveTo" not in package.parts[part]:
            continue
        for kind in ("moveFrom", "moveTo"):
            told = _order_of_moves(tree, kind)
            if not _RANGES.fullmatch(told):
                yield f"{part}: {kind} {told}"
        leaving, coming = (sorted(value(node, "name") for node in tree.iter(start)) for start in _STARTS)
        if leaving != coming or len(set(coming)) != len(coming):
            yield f"{part}: moves {leaving} arrive as {coming}"


def _order_of_moves(tree: etree._Element, kind: str) -> str:
    """Starts and ends of ranges with their numbers, and words that move, in the order of the text."""
    signs = {f"{W}{kind}RangeStart": "start", f"{W}{kind}RangeEnd": "end"}
    nodes = (node for node in tree.iter(W + kind, *signs) if node.tag in signs or len(node))
    return "".join(f"{signs[node.tag]} {value(node, 'id')}, " if node.tag in signs else "words, " for node in nodes)


def comments_resolve(package: Opened) -> Iterator[str]:
    """Every comment has one reference and one range, is signed, and says something."""
    comments = list(package.tree(_COMMENTS).iter(W + "comment"))
    known = Counter(value(node, "id") for node in comments)
    tree = package.tree(MAIN)
    for tag in ("commentReference", "commentRangeStart", "commentRangeEnd"):
        used = Counter(value(node, "id") for node in tree.iter(W + tag))
        yield from (f"{tag} {name} of nothing" for name in sorted((used - known).keys()))
        yield from (f"comment {name} without {tag}" for name in sorted((known - used).keys()))
    for node in comments:
        if not value(node, "author") or not value(node, "initials") or not _MOMENT.fullmatch(value(node, "date")):
            yield f"comment {value(node, 'id')} is not signed"
        if not all(words(paragraph).strip() for paragraph in node.iter(W + "p")):
            yield f"comment {value(node, 'id')} says nothing"


def controls_can_be_found(package: Opened) -> Iterator[str]:
    """Every content control has a name, a tag, a number of its own, and something in it."""
    controls = list(package.tree(MAIN).iter(W + "sdt"))
    numbers = Counter(value(control.find(f"{W}sdtPr/{W}id")) for control in controls)
    yield from (f"control {number or 'without a number'}" for number, n in numbers.items() if n > 1 or not number)
    for control in controls:
        content = control.find(W + "sdtContent")
        if content is None or not words(content).strip():
            yield "an empty control"
        yield from (
            f"a control without {name}" for name in ("alias", "tag") if not value(control.find(f"{W}sdtPr/{W}{name}"))
        )
