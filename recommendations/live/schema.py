"""The schema of a live text: what may stand where, and the repair of what must not.

Clients are not trusted to keep it. Everything here runs without input or output: no other greenlet
may run while a document is being changed.
"""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from pycrdt import XmlElement, XmlFragment, XmlText

from recommendations.domain.text import UnitKind

RECOMMENDATION, TITLE, PARAGRAPH, FOOTNOTE = "recommendation", "title", "paragraph", "footnote"
OUTSIDE = frozenset({UnitKind.PASSAGE.value, UnitKind.CITATION.value, UnitKind.RECITAL.value})
OPERATIVE = frozenset({UnitKind.RECOMMENDATION.value, UnitKind.COMMITMENT.value})
ATTRIBUTES = {
    RECOMMENDATION: frozenset({"uid", "kind", "addressees"}),
    TITLE: frozenset[str](),
    PARAGRAPH: frozenset({"uid"}),
    FOOTNOTE: frozenset({"text"}),
    **{tag: frozenset({"uid"}) for tag in OUTSIDE},
}
CHILDREN = {
    None: OUTSIDE | {RECOMMENDATION},
    RECOMMENDATION: frozenset({TITLE, PARAGRAPH}),
    TITLE: frozenset[str](),
    FOOTNOTE: frozenset[str](),
}
TAKE_TEXT = OUTSIDE | {TITLE, PARAGRAPH}
INLINE = frozenset({FOOTNOTE})
MARKS = frozenset({"strong", "em", "link"})
NO_MARKS = frozenset[str]()
SCHEMES = frozenset({"http", "https", "mailto"})
# A uid stands in addresses and in file names.
UID = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.:-]{0,63}")
LONGEST_LINK = 2_048
LONGEST_FOOTNOTE = 10_000

Node = XmlFragment | XmlElement | XmlText


def children_of(node: XmlFragment | XmlElement) -> Iterator[Node]:
    """The node's children, in order."""
    yield from node.children


def attributes_of(element: XmlElement) -> dict[str, Any]:
    """The element's attributes; editors write strings, hostile clients anything."""
    found: dict[str, Any] = dict(element.attributes)  # type: ignore[call-overload]  # the view iterates over pairs
    return found


def safe_link(attributes: object) -> str | None:
    """The address of a link mark; None if it is no address that a reader may follow."""
    href = attributes.get("href") if isinstance(attributes, dict) else None
    if not isinstance(href, str) or len(href) > LONGEST_LINK:
        return None
    try:
        scheme = urlsplit(href).scheme
    except ValueError:
        return None
    return href if scheme in SCHEMES else None


def addressees_of(value: object) -> tuple[str, ...]:
    """The addressees in the attribute; none if it is not a JSON list of strings."""
    try:
        found = json.loads(value) if isinstance(value, str) else None
    except ValueError:
        return ()
    is_list = isinstance(found, list) and all(isinstance(item, str) for item in found)
    return tuple(found) if is_list else ()  # type: ignore[arg-type]  # checked on the line above


def has_known_marks(attributes: dict[str, Any] | None, known: frozenset[str] = MARKS) -> bool:
    """Whether a run of text has only ``known`` marks, and no unsafe link."""
    marks = attributes or {}
    if not marks.keys() <= known:
        return False
    return marks.get("link") is None or safe_link(marks["link"]) is not None


def repair(root: XmlFragment) -> bool:
    """Make the whole text follow the schema, inside the caller's transaction; whether anything changed.

    Unknown nodes, attributes and marks are dropped; of two equal uids the later one is renamed.
    """
    repairs = _Repairs()
    repairs.children(root, None)
    return repairs.made


class _Repairs:
    """One walk through the text; ``made`` tells whether anything had to be changed."""

    def __init__(self) -> None:
        self.made = False
        self._uids: dict[str, set[str]] = {}

    def children(self, node: XmlFragment | XmlElement, tag: str | None) -> None:
        """Drop children that may not stand in a node of this tag, then look into the others."""
        allowed = CHILDREN.get(tag, INLINE)
        for index in reversed(range(len(node.children))):
            child = node.children[index]
            is_text = isinstance(child, XmlText) and tag in TAKE_TEXT
            if not is_text and not (isinstance(child, XmlElement) and child.tag in allowed):
                del node.children[index]
                self.made = True
        for child in list(children_of(node)):
            self._child(child, NO_MARKS if tag == TITLE else MARKS)

    def _child(self, child: Node, marks: frozenset[str]) -> None:
        if isinstance(child, XmlText):
            self._text(child, marks)
        elif isinstance(child, XmlElement) and child.tag is not None:
            self._attributes(child, child.tag)
            self.children(child, child.tag)
            if child.tag == RECOMMENDATION:
                self._shape(child)

    def _attributes(self, element: XmlElement, tag: str) -> None:
        found = attributes_of(element)
        for name in sorted(found.keys() - ATTRIBUTES[tag]):
            del element.attributes[name]
            self.made = True
        for name, value in self._right(tag, found).items():
            if found.get(name) != value:
                element.attributes[name] = value
                self.made = True

    def _right(self, tag: str, found: dict[str, Any]) -> dict[str, str]:
        right: dict[str, str] = {}
        if "uid" in ATTRIBUTES[tag]:
            right["uid"] = self._uid("paragraph" if tag == PARAGRAPH else "unit", found.get("uid"))
        if tag == RECOMMENDATION:
            kind, addressees = found.get("kind"), found.get("addressees")
            right["kind"] = str(kind) if kind in OPERATIVE else UnitKind.RECOMMENDATION.value
            right["addressees"] = str(addressees) if addressees_of(addressees) else "[]"
        if tag == FOOTNOTE:
            right["text"] = str(found.get("text") or "")[:LONGEST_FOOTNOTE]
        return right

    def _uid(self, family: str, uid: object) -> str:
        taken = self._uids.setdefault(family, set())
        is_good = isinstance(uid, str) and UID.fullmatch(uid) is not None and uid not in taken
        right = str(uid) if is_good else str(uuid4())
        taken.add(right)
        return right

    def _shape(self, recommendation: XmlElement) -> None:
        # Two changes that are fine alone can leave two titles, a title below a paragraph, or none
        # of either. No word of them is dropped: it moves to where it may stand.
        tags = [child.tag for child in children_of(recommendation) if isinstance(child, XmlElement)]
        if tags[:1] != [TITLE]:
            place = tags.index(TITLE) if TITLE in tags else None
            self._put(recommendation, 0, XmlElement(TITLE), place)
            tags = [TITLE, *(tag for index, tag in enumerate(tags) if index != place)]
        for index in [index for index, tag in enumerate(tags) if tag == TITLE][1:]:
            self._put(recommendation, index, XmlElement(PARAGRAPH, {"uid": self._uid("paragraph", None)}), index)
            tags[index] = PARAGRAPH
        if PARAGRAPH not in tags:
            self._put(recommendation, 1, XmlElement(PARAGRAPH, {"uid": self._uid("paragraph", None)}), None)

    def _put(self, parent: XmlElement, index: int, fresh: XmlElement, place: int | None) -> None:
        """Insert ``fresh`` with the words of the child at ``place``, which goes."""
        old = None if place is None else parent.children[place]
        parent.children.insert(index, fresh)
        if isinstance(old, XmlElement) and place is not None:
            for child in children_of(old):
                words = XmlText()
                fresh.children.append(words)
                for value, _marks in child.diff() if isinstance(child, XmlText) else ():
                    words.insert(len(words), value, {})
            del parent.children[place + 1]
        self.made = True

    def _text(self, text: XmlText, marks: frozenset[str]) -> None:
        position = 0  # in bytes of UTF-8, as pycrdt counts
        for value, found in text.diff():
            if not isinstance(value, str):
                del text[position : position + 1]
                self.made = True
                continue
            end = position + len(value.encode())
            wrong = {name: None for name, mark in (found or {}).items() if not has_known_marks({name: mark}, marks)}
            if wrong:
                text.format(position, end, wrong)
                self.made = True
            position = end
