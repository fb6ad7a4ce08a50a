"""Changes as JSON and back: derived once at filing, stored, and never derived again."""

from collections.abc import Mapping, Sequence
from typing import TypedDict

from recommendations.domain.encoding import (
    ParagraphJson,
    SpanJson,
    span_from_json,
    span_to_json,
    spans_from_json,
)
from recommendations.domain.hunks import Hunk, NewParagraph, UnitChange
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


class ChangeJson(TypedDict):
    """What changes in one language."""

    hunks: list[HunkJson]
    deleted: list[str]
    inserted: list[NewParagraphJson]
    added_addressees: list[str]
    removed_addressees: list[str]


def _spans(spans: Sequence[Span]) -> list[SpanJson]:
    return [span_to_json(span) for span in spans]


def change_to_json(change: UnitChange) -> ChangeJson:
    """The change's JSON form."""
    return {
        "hunks": [
            {
                "paragraph": hunk.paragraph,
                "start": hunk.start,
                "end": hunk.end,
                "new": [{"gap": _spans(token.gap), "word": span_to_json(token.word)} for token in hunk.new],
                "after": _spans(hunk.after),
            }
            for hunk in change.hunks
        ],
        "deleted": list(change.deleted),
        "inserted": [
            {"after": new.after, "paragraph": {"uid": new.paragraph.uid, "spans": _spans(new.paragraph.spans)}}
            for new in change.inserted
        ],
        "added_addressees": list(change.added_addressees),
        "removed_addressees": list(change.removed_addressees),
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
    )


def changes_by_language(forms: Mapping[str, ChangeJson]) -> dict[str, UnitChange]:
    """A change in each of its languages."""
    return {language: change_from_json(form) for language, form in forms.items()}
