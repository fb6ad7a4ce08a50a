"""Units of the domain written into a live text, and read back from it."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from pycrdt import XmlElement, XmlFragment, XmlText

from recommendations.domain.text import Paragraph, Span, Unit, UnitKind, printable
from recommendations.live.schema import (
    FOOTNOTE,
    OPERATIVE,
    OUTSIDE,
    PARAGRAPH,
    RECOMMENDATION,
    TITLE,
    addressees_of,
    attributes_of,
    children_of,
    safe_link,
)


def write_units(root: XmlFragment, units: Iterable[Unit]) -> None:
    """Append the units to the text, inside the caller's transaction."""
    for unit in units:
        if unit.kind.is_operative:
            _write_operative(root, unit)
        else:
            _write_outside(root, unit)


def _write_operative(root: XmlFragment, unit: Unit) -> None:
    addressees = json.dumps(list(unit.addressees), ensure_ascii=False)
    element = XmlElement(RECOMMENDATION, {"uid": unit.uid, "kind": unit.kind.value, "addressees": addressees})
    root.children.append(element)
    title = XmlElement(TITLE)
    element.children.append(title)
    _write_spans(title, (Span(unit.title),) if unit.title else ())
    for paragraph in unit.paragraphs or (Paragraph(f"{unit.uid}-1", ()),):
        written = XmlElement(PARAGRAPH, {"uid": paragraph.uid})
        element.children.append(written)
        _write_spans(written, paragraph.spans)


def _write_outside(root: XmlFragment, unit: Unit) -> None:
    # Outside of recommendations each paragraph is a unit of its own; the first one keeps the unit's uid.
    for position, paragraph in enumerate(unit.paragraphs):
        element = XmlElement(unit.kind.value, {"uid": unit.uid if position == 0 else paragraph.uid})
        root.children.append(element)
        _write_spans(element, paragraph.spans)


def _write_spans(element: XmlElement, spans: Iterable[Span]) -> None:
    text: XmlText | None = None
    for span in spans:
        if span.footnote is not None:
            element.children.append(XmlElement(FOOTNOTE, {"text": span.footnote}))
            text = None
            continue
        if text is None:
            text = XmlText()
            element.children.append(text)
        text.insert(len(text), span.text, _marks(span))


def _marks(span: Span) -> dict[str, Any]:
    marks: dict[str, Any] = {}
    if span.strong:
        marks["strong"] = {}
    if span.emphasis:
        marks["em"] = {}
    if span.link is not None:
        marks["link"] = {"href": span.link}
    return marks


def read_units(root: XmlFragment) -> tuple[Unit, ...]:
    """The units of the text, in its order; what the schema does not know is left out."""
    return tuple(
        unit
        for child in children_of(root)
        if isinstance(child, XmlElement)
        for unit in (_read_unit(child),)
        if unit is not None
    )


def _read_unit(element: XmlElement) -> Unit | None:
    attributes = attributes_of(element)
    uid = str(attributes.get("uid", ""))
    if element.tag in OUTSIDE:
        return Unit(uid, UnitKind(element.tag), (Paragraph(uid, _read_spans(element)),))
    if element.tag != RECOMMENDATION:
        return None
    kind = attributes.get("kind")
    return Unit(
        uid,
        UnitKind(kind) if kind in OPERATIVE else UnitKind.RECOMMENDATION,
        tuple(
            Paragraph(str(child.attributes.get("uid") or ""), _read_spans(child))
            for child in _elements(element, PARAGRAPH)
        ),
        "".join(span.text for child in _elements(element, TITLE) for span in _read_spans(child)),
        addressees_of(attributes.get("addressees")),
    )


def _elements(parent: XmlElement, tag: str) -> Iterator[XmlElement]:
    for child in children_of(parent):
        if isinstance(child, XmlElement) and child.tag == tag:
            yield child


def _read_spans(element: XmlElement) -> tuple[Span, ...]:
    spans: list[Span] = []
    for child in children_of(element):
        if isinstance(child, XmlText):
            spans.extend(_span(value, marks) for value, marks in child.diff() if isinstance(value, str))
        elif isinstance(child, XmlElement) and child.tag == FOOTNOTE:
            spans.append(Span("", footnote=printable(str(child.attributes.get("text") or ""))))
    return tuple(spans)


def _span(value: str, marks: dict[str, Any] | None) -> Span:
    found = marks or {}
    return Span(printable(value), strong="strong" in found, emphasis="em" in found, link=safe_link(found.get("link")))
