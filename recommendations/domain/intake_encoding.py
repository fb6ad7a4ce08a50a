"""What a returned file asks for as JSON and back: the form in which it leaves the process that reads it."""

from collections.abc import Mapping, Sequence
from typing import Any

from recommendations.domain.encoding import unit_from_json, unit_to_json
from recommendations.domain.intake import (
    Aside,
    BaseText,
    BaseUnit,
    ChangeKind,
    Doubt,
    Figures,
    FoundChange,
    FoundComment,
    LeftAside,
    Origin,
    ReturnedPaper,
    Signed,
    TouchedUnit,
)
from recommendations.domain.text import Unit

Form = dict[str, Any]


def base_to_json(base: BaseText) -> Form:
    """The base's JSON form."""
    units = [{"number": one.number, "unit": unit_to_json(one.unit)} for one in base.units]
    return {
        "theme": base.theme,
        "sha256": base.sha256,
        "language": base.language,
        "title": base.title,
        "units": units,
        "furniture": list(base.furniture),
    }


def base_from_json(form: Mapping[str, Any]) -> BaseText:
    """The base that has this JSON form.

    Raises:
        KeyError, TypeError, ValueError: the form is not one that :func:`base_to_json` writes.
    """
    units = tuple(BaseUnit(one["number"], unit_from_json(one["unit"])) for one in form["units"])
    return BaseText(
        form["theme"], form["sha256"], form["language"], form["title"], units, tuple(form.get("furniture", ()))
    )


def paper_to_json(paper: ReturnedPaper) -> Form:
    """The JSON form of what a file asks for."""
    origin, figures = paper.origin, paper.figures
    return {
        "sha256": paper.sha256,
        "origin": [origin.theme, origin.revision, origin.sha256, origin.language],
        "units": [_touched_to_json(unit) for unit in paper.units],
        "comments": [_comment_to_json(comment) for comment in paper.comments],
        "unplaced": [_aside_to_json(one) for one in paper.unplaced],
        "ignored": [_aside_to_json(one) for one in paper.ignored],
        "doubts": [doubt.value for doubt in paper.doubts],
        "figures": [figures.paragraphs, figures.tables, figures.images, figures.formats],
    }


def paper_from_json(form: Mapping[str, Any]) -> ReturnedPaper:
    """What has this JSON form.

    Raises:
        KeyError, TypeError, ValueError: the form is not one that :func:`paper_to_json` writes.
    """
    return ReturnedPaper(
        form["sha256"],
        Origin(*form["origin"]),
        tuple(_touched_from_json(unit) for unit in form["units"]),
        tuple(_comment_from_json(comment) for comment in form["comments"]),
        tuple(_aside_from_json(one) for one in form["unplaced"]),
        tuple(_aside_from_json(one) for one in form["ignored"]),
        _doubts(form["doubts"]),
        Figures(*form["figures"]),
    )


def _touched_to_json(touched: TouchedUnit) -> Form:
    return {
        "uid": touched.uid,
        "number": touched.number,
        "base": _unit_to_json(touched.base),
        "amended": _unit_to_json(touched.amended),
        "changes": [_change_to_json(change) for change in touched.changes],
        "comments": [_comment_to_json(comment) for comment in touched.comments],
        "doubts": [doubt.value for doubt in touched.doubts],
        "placed_after": touched.placed_after,
    }


def _touched_from_json(form: Mapping[str, Any]) -> TouchedUnit:
    return TouchedUnit(
        form["uid"],
        form["number"],
        _unit_from_json(form["base"]),
        _unit_from_json(form["amended"]),
        tuple(_change_from_json(change) for change in form["changes"]),
        tuple(_comment_from_json(comment) for comment in form["comments"]),
        _doubts(form["doubts"]),
        form["placed_after"],
    )


def _change_to_json(change: FoundChange) -> Form:
    return {
        "number": change.number,
        "kind": change.kind.value,
        "amended": _unit_to_json(change.amended),
        "taken": change.taken,
        "given": change.given,
        "by": _all_signed_to_json(change.by),
        "doubts": [doubt.value for doubt in change.doubts],
        "partner": change.partner,
    }


def _change_from_json(form: Mapping[str, Any]) -> FoundChange:
    return FoundChange(
        form["number"],
        ChangeKind(form["kind"]),
        _unit_from_json(form["amended"]),
        form["taken"],
        form["given"],
        _all_signed_from_json(form["by"]),
        _doubts(form["doubts"]),
        form["partner"],
    )


def _comment_to_json(comment: FoundComment) -> Form:
    return {
        "number": comment.number,
        "by": _all_signed_to_json([comment.by]),
        "text": comment.text,
        "quoted": comment.quoted,
        "parent": comment.parent,
        "is_resolved": comment.is_resolved,
    }


def _comment_from_json(form: Mapping[str, Any]) -> FoundComment:
    by = _all_signed_from_json(form["by"])[0]
    return FoundComment(form["number"], by, form["text"], form["quoted"], form["parent"], form["is_resolved"])


def _aside_to_json(one: LeftAside) -> Form:
    by = _all_signed_to_json(one.by)
    return {"reason": one.reason.value, "taken": one.taken, "given": one.given, "by": by}


def _aside_from_json(form: Mapping[str, Any]) -> LeftAside:
    return LeftAside(Aside(form["reason"]), form["taken"], form["given"], _all_signed_from_json(form["by"]))


def _all_signed_to_json(signed: Sequence[Signed]) -> list[list[str]]:
    return [[one.author, one.date] for one in signed]


def _all_signed_from_json(form: Sequence[Sequence[str]]) -> tuple[Signed, ...]:
    return tuple(Signed(author, date) for author, date in form)


def _doubts(form: Sequence[str]) -> tuple[Doubt, ...]:
    return tuple(Doubt(value) for value in form)


def _unit_to_json(unit: Unit | None) -> Form | None:
    return None if unit is None else dict(unit_to_json(unit))


def _unit_from_json(form: Any) -> Unit | None:  # noqa: ANN401 - a part of a JSON form
    return None if form is None else unit_from_json(form)
