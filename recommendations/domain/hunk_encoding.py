"""Changes as JSON and back: derived once at filing, stored, and never derived again."""

from collections.abc import Mapping, Sequence
from typing import NotRequired, TypedDict

from recommendations.domain.changes import Hunk, Move, MovedParagraph, NewParagraph, UnitChange
from recommendations.domain.encoding import (
    ParagraphJson,
    SpanJson,
    span_from_json,
    span_to_json,
    spans_from_json,
)
from recommendations.domain.text import Paragraph, Span
from recommendations.domain.words import Token


class TokenJson(TypedDict):
    """A word with the white space before it."""

    gap: list[SpanJson]
    word: SpanJson


class HunkJson(TypedDict):
    """Words ``[start, end)`` of a base paragraph and what they give way to; the title's paragraph is ""."""

    paragraph: str
    start: int
    end: int
    new: list[TokenJson]
    after: list[SpanJson]


class NewParagraphJson(TypedDict):
    """A new paragraph and the uid of the one it follows."""

    after: str | None
    paragraph: ParagraphJson


class MoveJson(TypedDict):
    """Sentences taken away at one place and put in at another."""

    source: HunkJson
    target: HunkJson


class MovedParagraphJson(TypedDict):
    """A paragraph and the uid of the one that it follows now."""

    uid: str
    after: str | None


class ChangeJson(TypedDict):
    """What changes in one language; what moves is named only where something does."""

    hunks: list[HunkJson]
    deleted: list[str]
    inserted: list[NewParagraphJson]
    added_addressees: list[str]
    removed_addressees: list[str]
    moves: NotRequired[list[MoveJson]]
    moved: NotRequired[list[MovedParagraphJson]]


def _spans(spans: Sequence[Span]) -> list[SpanJson]:
    return [span_to_json(span) for span in spans]


def change_to_json(change: UnitChange) -> ChangeJson:
    """The change's JSON form."""
    form: ChangeJson = {
        "hunks": [_hunk_to_json(hunk) for hunk in change.hunks],
        "deleted": list(change.deleted),
        "inserted": [
            {"after": new.after, "paragraph": {"uid": new.paragraph.uid, "spans": _spans(new.paragraph.spans)}}
            for new in change.inserted
        ],
        "added_addressees": list(change.added_addressees),
        "removed_addressees": list(change.removed_addressees),
    }
    if change.moves:
        form["moves"] = [{"source": _hunk_to_json(m.source), "target": _hunk_to_json(m.target)} for m in change.moves]
    if change.moved:
        form["moved"] = [{"uid": moved.uid, "after": moved.after} for moved in change.moved]
    return form


def _hunk_to_json(hunk: Hunk) -> HunkJson:
    return {
        "paragraph": hunk.paragraph,
        "start": hunk.start,
        "end": hunk.end,
        "new": [{"gap": _spans(token.gap), "word": span_to_json(token.word)} for token in hunk.new],
        "after": _spans(hunk.after),
    }


def _hunk(form: HunkJson) -> Hunk:
    new = tuple(Token(spans_from_json(token["gap"]), span_from_json(token["word"])) for token in form["new"])
    return Hunk(form["paragraph"], form["start"], form["end"], new, spans_from_json(form["after"]))


def _new_paragraph(form: NewParagraphJson) -> NewParagraph:
    paragraph = form["paragraph"]
    return NewParagraph(form["after"], Paragraph(paragraph["uid"], spans_from_json(paragraph["spans"])))


def change_from_json(form: ChangeJson) -> UnitChange:
    """The change that has this JSON form."""
    return UnitChange(
        tuple(_hunk(hunk) for hunk in form["hunks"]),
        tuple(form["deleted"]),
        tuple(_new_paragraph(new) for new in form["inserted"]),
        tuple(form["added_addressees"]),
        tuple(form["removed_addressees"]),
        tuple(Move(_hunk(move["source"]), _hunk(move["target"])) for move in form.get("moves", ())),
        tuple(MovedParagraph(moved["uid"], moved["after"]) for moved in form.get("moved", ())),
    )


def changes_by_language(forms: Mapping[str, ChangeJson]) -> dict[str, UnitChange]:
    """A change in each of its languages."""
    return {language: change_from_json(form) for language, form in forms.items()}
