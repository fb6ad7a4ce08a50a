"""The course of the demonstration: texts frozen, amendments filed and judged, polls held, through the services."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from recommendations.domain.amendments import AmendmentState
from recommendations.domain.people import Actor, Role
from recommendations.domain.polls import Choice
from recommendations.domain.proposals import Proposal
from recommendations.domain.text import Paragraph, Unit
from recommendations.services.filing.amending import file_amendment, judge_amendment
from recommendations.services.filing.moving import withdraw_amendment
from recommendations.services.manifesto.adopting import compose_manifesto
from recommendations.services.texts.drafting import retype
from recommendations.services.texts.freezing import freeze, set_drafting
from recommendations.services.texts.revisions import tabled_revision
from recommendations.services.voting.acts import (
    announce_poll,
    annul_poll,
    cast_ballot,
    close_poll,
    open_poll,
    prepare_poll,
)
from recommendations.services.voting.targets import Target, on_amendment, on_unit
from recommendations.storage.amendments import Amendment, amendments_of_unit
from recommendations.storage.database import db, transaction
from recommendations.storage.drafting import texts_of
from recommendations.storage.polls import Poll

FROZEN = ("T00", "T01", "T02", "T03", "T04", "T05", "T06", "T07", "T08")
REDRAFTED = "T08"
RETYPED = {
    "en": ("six trained mediators", "eight trained mediators"),
    "fr": ("six médiateurs formés", "huit médiateurs formés"),
}
DECIDED = ("T01", "T02", "T05")
JUDGED = frozenset({"admissible", "adopted", "rejected", "fallen"})
REASON = "The wrong question stood on the screen; the vote was repeated."


@dataclass(frozen=True, slots=True)
class Cast:
    """Who acts in the demonstration; ``delegates`` are those who may vote, in a fixed order."""

    secretariat: Actor
    chair: Actor
    delegates: Sequence[Actor]


def freeze_texts(cast: Cast, themes: Mapping[str, UUID]) -> None:
    """The preamble and the first themes are closed and frozen; the others go on being drafted."""
    for code in FROZEN:
        set_drafting(themes[code], cast.secretariat, is_open=False)
        freeze(themes[code], cast.secretariat)


def freeze_again(cast: Cast, theme_id: UUID) -> None:
    """One theme was opened, typed in and frozen once more: amendments are carried over, or wait for their authors."""
    set_drafting(theme_id, cast.secretariat, is_open=True)
    with transaction() as session:
        for text in texts_of(session, theme_id):
            retype(session, text.id, *RETYPED[text.language])
    set_drafting(theme_id, cast.secretariat, is_open=False)
    freeze(theme_id, cast.secretariat)


def file_amendments(cast: Cast, themes: Mapping[str, UUID], entries: Sequence[Mapping[str, Any]]) -> list[UUID]:
    """Every amendment is filed, then judged or withdrawn as its entry says; the ids in the entries' order."""
    filed = []
    for number, entry in enumerate(entries):
        proposer = cast.delegates[(5 * number + 2) % len(cast.delegates)]
        theme_id = themes[entry["unit"].split("-")[0].upper()]
        filed.append(file_amendment(proposer, theme_id, _proposal(theme_id, entry)))
        if entry["state"] == "withdrawn":
            withdraw_amendment(proposer, filed[-1])
    for amendment_id, entry in zip(filed, entries, strict=True):
        if entry["state"] in JUDGED:
            judge_amendment(cast.chair, amendment_id, is_admissible=True)
        elif entry["state"] == "inadmissible":
            judge_amendment(cast.chair, amendment_id, is_admissible=False, reason=entry["why"]["en"])
    return filed


def _proposal(theme_id: UUID, entry: Mapping[str, Any]) -> Proposal:
    revision = tabled_revision(db.session(), theme_id)
    texts = revision.unit_texts(entry["unit"]) if revision else {}
    after = {language: amended(texts[language], entry, entry["change"][language]) for language in entry["change"]}
    language = next(iter(after))
    title, reason = entry["title"][language], entry["reason"][language]
    return Proposal(revision.id if revision else theme_id, entry["unit"], language, after, title, reason)


def amended(unit: Unit, entry: Mapping[str, Any], changes: Sequence[Mapping[str, str]]) -> Unit:
    """The unit with these words found and replaced in the entry's paragraph."""
    paragraphs = tuple(
        _changed(paragraph, changes) if paragraph.uid == entry["paragraph"] else paragraph
        for paragraph in unit.paragraphs
    )
    return replace(unit, paragraphs=paragraphs)


def _changed(paragraph: Paragraph, changes: Sequence[Mapping[str, str]]) -> Paragraph:
    spans = list(paragraph.spans)
    for change in changes:
        place = next(i for i, span in enumerate(spans) if change["find"] in span.text)
        spans[place] = replace(spans[place], text=spans[place].text.replace(change["find"], change["with"]))
    return Paragraph(paragraph.uid, tuple(spans))


def hold_polls(
    cast: Cast, themes: Mapping[str, UUID], entries: Sequence[Mapping[str, Any]], filed: Sequence[UUID]
) -> None:
    """Amendments and recommendations are decided; one poll is annulled and repeated, one is prepared, one is open."""
    for amendment_id, entry in zip(filed, entries, strict=True):
        if entry["state"] in {"adopted", "rejected"}:
            _decide(cast, on_amendment(amendment_id), is_for=entry["state"] == "adopted")
    _annul_one(cast, themes[DECIDED[-1]])
    for code in DECIDED:
        for position, uid in enumerate(_decidable(themes[code])):
            _decide(cast, on_unit(themes[code], uid), is_for=(code, position) != ("T02", 1))
    compose_manifesto(cast.secretariat)
    freeze_again(cast, themes[REDRAFTED])
    waiting = [amendment_id for amendment_id in filed if _is_admissible(amendment_id)]
    prepare_poll(on_amendment(waiting[-1]), cast.chair)
    _vote(cast, cast.delegates[2::2], on_amendment(waiting[0]), is_for=True)


def _is_admissible(amendment_id: UUID) -> bool:
    return db.session.get_one(Amendment, amendment_id).state is AmendmentState.ADMISSIBLE


def _decidable(theme_id: UUID) -> list[str]:
    """The recommendations and commitments of which no amendment waits for its vote."""
    session = db.session()
    revision = tabled_revision(session, theme_id)
    if revision is None:
        return []
    units = revision.plain_units()[revision.languages[0]]
    return [
        unit.uid
        for unit in units
        if unit.kind.is_operative
        and not any(row.state.is_pending for row in amendments_of_unit(session, revision.id, unit.uid))
    ]


def _annul_one(cast: Cast, theme_id: UUID) -> None:
    target = on_unit(theme_id, _decidable(theme_id)[-1])
    annul_poll(_vote(cast, cast.delegates[2::2], target, is_for=True), cast.chair, reason=REASON)


def _decide(cast: Cast, target: Target, *, is_for: bool) -> None:
    poll_id = _vote(cast, cast.delegates, target, is_for=is_for)
    close_poll(poll_id, cast.chair)
    announce_poll(poll_id, cast.chair)


def _vote(cast: Cast, voters: Sequence[Actor], target: Target, *, is_for: bool) -> UUID:
    poll_id = prepare_poll(target, cast.chair)
    open_poll(poll_id, cast.chair)
    number = db.session.get_one(Poll, poll_id).number
    for seat, delegate in enumerate(voters):
        cast_ballot(poll_id, delegate, _choice(number, seat, is_for=is_for), key=f"{poll_id}-{seat}")
    return poll_id


def _choice(number: int, seat: int, *, is_for: bool) -> Choice:
    """Seven to ten of every thirteen on the winning side, another mixture in every poll."""
    lot = (seat * 7 + number * 5) % 13
    if lot == 0:
        return Choice.ABSTAIN
    wins = lot <= 7 + number % 4
    return Choice.FOR if wins is is_for else Choice.AGAINST


def cast_of(people: Sequence[Actor], entitled: Sequence[Actor]) -> Cast:
    """The first secretary and the first chair, and those who may vote."""
    first = {role: next(actor for actor in people if actor.holds(role)) for role in (Role.SECRETARIAT, Role.CHAIR)}
    return Cast(first[Role.SECRETARIAT], first[Role.CHAIR], entitled)
