"""Units as JSON and back, the one form in which they are stored, hashed and delivered."""

from collections.abc import Mapping, Sequence
from typing import TypedDict

from recommendations.domain.text import Paragraph, Span, Unit, UnitKind


class SpanJson(TypedDict, total=False):
    """A span; only what differs from plain text is written."""

    text: str
    strong: bool
    emphasis: bool
    link: str
    footnote: str


class ParagraphJson(TypedDict):
    """A paragraph with its spans."""

    uid: str
    spans: list[SpanJson]


class UnitJson(TypedDict):
    """A unit in one language."""

    uid: str
    kind: str
    title: str
    addressees: list[str]
    paragraphs: list[ParagraphJson]


def span_to_json(span: Span) -> SpanJson:
    """The span's JSON form."""
    form: SpanJson = {"text": span.text}
    if span.strong:
        form["strong"] = True
    if span.emphasis:
        form["emphasis"] = True
    if span.link is not None:
        form["link"] = span.link
    if span.footnote is not None:
        form["footnote"] = span.footnote
    return form


def span_from_json(form: SpanJson) -> Span:
    """The span that has this JSON form."""
    return Span(
        form["text"],
        strong=form.get("strong", False),
        emphasis=form.get("emphasis", False),
        link=form.get("link"),
        footnote=form.get("footnote"),
    )


def spans_from_json(forms: Sequence[SpanJson]) -> tuple[Span, ...]:
    """All spans of a paragraph."""
    return tuple(span_from_json(form) for form in forms)


def unit_to_json(unit: Unit) -> UnitJson:
    """The unit's JSON form."""
    return {
        "uid": unit.uid,
        "kind": unit.kind.value,
        "title": unit.title,
        "addressees": list(unit.addressees),
        "paragraphs": [{"uid": p.uid, "spans": [span_to_json(s) for s in p.spans]} for p in unit.paragraphs],
    }


def unit_from_json(form: UnitJson) -> Unit:
    """The unit that has this JSON form.

    Raises:
        KeyError, ValueError: the form is not one that :func:`unit_to_json` writes.
    """
    paragraphs = tuple(Paragraph(p["uid"], spans_from_json(p["spans"])) for p in form["paragraphs"])
    return Unit(form["uid"], UnitKind(form["kind"]), paragraphs, form["title"], tuple(form["addressees"]))


def units_by_language(forms: Mapping[str, UnitJson]) -> dict[str, Unit]:
    """A unit in each of its languages."""
    return {language: unit_from_json(form) for language, form in forms.items()}
