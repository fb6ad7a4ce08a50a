"""The votes on the themes: every question in the order that the house computes after each result."""

from collections.abc import Sequence
from itertools import takewhile
from uuid import UUID

from recommendations.domain.proposals import THEME_TITLE
from recommendations.domain.voting_list import Flag, ItemKind, ListItem
from recommendations.intake.proposed import Poll, Proposed
from recommendations.services.filing.orally import settle_oral
from recommendations.services.rehearsing.acts import Held, hold_poll
from recommendations.services.rehearsing.floor import file_on_the_floor
from recommendations.services.rehearsing.play import CANNOT, Play
from recommendations.services.voting.lists import current_list, publish_list
from recommendations.services.voting.targets import Target, on_amendment, on_unit
from recommendations.storage.database import db

GROUP = "amendments played"
WHOLE = "whole votes"


def put_all_questions(play: Play) -> None:
    """Every question of every theme is put, or settled without a poll, in the computed order."""
    for theme_id in play.scene.themes.values():
        _put_theme(play, theme_id)


def _put_theme(play: Play, theme_id: UUID) -> None:
    put: set[str] = set()
    while (left := [item for item in _listed(theme_id) if item.key not in put]) != []:
        item = _next(play, theme_id, left)
        if item.kind is ItemKind.UNIT and file_on_the_floor(play, play.unit_code(item.unit_uid)):
            continue
        put.add(item.key)
        _put(play, theme_id, item)


def _listed(theme_id: UUID) -> tuple[ListItem, ...]:
    return current_list(db.session(), theme_id).items


def _next(play: Play, theme_id: UUID, left: Sequence[ListItem]) -> ListItem:
    """The first question; between equally far ones the chair decides, as the file says, and publishes the order."""
    first = left[0]
    if Flag.CHAIR_DECIDES not in first.flags:
        return first
    equal = list(takewhile(lambda item: Flag.CHAIR_DECIDES in item.flags and item.unit_uid == first.unit_uid, left))
    chosen = min(equal, key=lambda item: play.proposed[play.code_of(item.amendment_ids[0])].order)
    if chosen is not first:
        others = [item for item in _listed(theme_id) if item is not chosen and item.key != chosen.key]
        at = next(place for place, item in enumerate(others) if item.key == first.key)
        ordered = [*others[:at], chosen, *others[at:]]
        publish_list(play.scene.chair, theme_id, ordered, f"{chosen.label}, {first.label}")
    return chosen


def _put(play: Play, theme_id: UUID, item: ListItem) -> None:
    name = _name(play, item)
    play.asked[_target(play, item)].append(name)
    try:
        if item.kind is ItemKind.UNIT:
            _put_unit(play, theme_id, item)
        elif item.kind is ItemKind.ORAL:
            _settle_oral(play, item)
        else:
            _put_amendments(play, item, name)
    except CANNOT as error:
        play.report.fail(GROUP, name, f"cannot be put: {type(error).__name__} {error}")


def _target(play: Play, item: ListItem) -> str:
    """What the file lists the question under: a recommendation, or the theme where it is about none."""
    if item.kind is not ItemKind.UNIT:
        proposed = _proposed(play, item)[0]
        if proposed.creates or item.unit_uid == THEME_TITLE:
            return play.theme_of(proposed)
    return play.unit_code(item.unit_uid)


def _name(play: Play, item: ListItem) -> str:
    """The question as the file writes it: "A14+A15", "A16/1", "A13(no objection)", "R-1 (separate vote)"."""
    if item.kind is ItemKind.UNIT:
        apart = " (separate vote)" if Flag.SEPARATE_VOTE in item.flags else ""
        return f"{play.unit_code(item.unit_uid)}{apart}"
    label = "+".join(entry.id for entry in _proposed(play, item))
    spoken = "(no objection)" if item.kind is ItemKind.ORAL else ""
    return f"{label}/{item.part}" if item.part is not None else f"{label}{spoken}"


def _proposed(play: Play, item: ListItem) -> list[Proposed]:
    return [play.proposed[play.code_of(amendment_id)] for amendment_id in item.amendment_ids]


def _settle_oral(play: Play, item: ListItem) -> None:
    proposed = _proposed(play, item)[0]
    settle_oral(play.scene.chair, item.amendment_ids[0], objections=proposed.objections or 0)


def _put_amendments(play: Play, item: ListItem, name: str) -> None:
    entries = _proposed(play, item)
    polls = [poll for entry in entries for poll in (_poll(entry, item.part),) if poll is not None]
    if not polls:
        play.report.fail(GROUP, name, "is to be put to the vote, and the file has no figures for it")
        return
    _hold(play, name, on_amendment(item.amendment_ids[0], item.part), polls[0])


def _poll(entry: Proposed, part: int | None) -> Poll | None:
    if part is None:
        return entry.poll
    return next((one.poll for one in entry.parts if one.number == part), None)


def _put_unit(play: Play, theme_id: UUID, item: ListItem) -> None:
    code = play.unit_code(item.unit_uid)
    expected = next((entry for entry in play.assembly.expected if entry.recommendation == code), None)
    if expected is not None and expected.poll is not None:
        held = _hold(play, code, on_unit(theme_id, item.unit_uid), expected.poll)
        play.report.expect(WHOLE, code, held.verdict, expected.status)


def _hold(play: Play, name: str, target: Target, poll: Poll) -> Held:
    held = hold_poll(play.scene, target, poll)
    if poll.majority is not None:
        play.report.expect(GROUP, f"{name} majority", held.majority, poll.majority)
    return held
