"""Every kind of amendment in one theme of the demonstration, with what people say of it, through the services."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from recommendations.domain.amendments import Advice, Procedure, RequestKind
from recommendations.domain.encoding import units_by_language
from recommendations.domain.markup import parse
from recommendations.domain.people import Actor
from recommendations.domain.proposals import NEW_UNIT, THEME_TITLE, Proposal
from recommendations.domain.text import Paragraph, Unit, UnitKind
from recommendations.services.amendments.opinions import NewOpinion, advise, answer_opinion
from recommendations.services.amendments.tags import tag_amendments
from recommendations.services.deciding.compromising import answer_compromise
from recommendations.services.deciding.splitting import proposed_parts, split_amendment
from recommendations.services.demonstration.course import Cast, amended
from recommendations.services.filing.amending import file_amendment, judge_amendment
from recommendations.services.filing.deadlines import set_deadline
from recommendations.services.filing.orally import object_to
from recommendations.services.filing.supporting import support_amendment
from recommendations.services.texts.revisions import tabled_revision
from recommendations.services.voting.lists import proposed_list, publish_list
from recommendations.services.voting.requests import request_vote
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import db, now

LISTED = "T03"
LATE_BY = timedelta(minutes=47)
Entry = Mapping[str, Any]
Filed = dict[str, UUID]


def show_kinds(cast: Cast, themes: Mapping[str, UUID], given: Mapping[str, Any]) -> None:
    """Amendments of every kind are filed, answered, advised on and listed; the deadline has passed since."""
    filed: Filed = {}
    for number, entry in enumerate(given["before_deadline"]):
        filed[entry["code"]] = _file(_author(cast, entry, number), themes, entry, filed)
    _judge(cast, filed, given["before_deadline"])
    set_deadline(cast.secretariat, now() - LATE_BY)
    for number, entry in enumerate(given["after_deadline"]):
        filed[entry["code"]] = _file(_author(cast, entry, number + 7), themes, entry, filed)
        _react(cast, filed[entry["code"]], entry)
    _say(cast, filed, given)
    theme_id = themes[LISTED]
    publish_list(cast.chair, theme_id, proposed_list(db.session(), theme_id).items)


def _author(cast: Cast, entry: Entry, number: int) -> Actor:
    return cast.secretariat if "replaces" in entry else cast.delegates[(7 * number + 3) % len(cast.delegates)]


def _file(author: Actor, themes: Mapping[str, UUID], entry: Entry, filed: Filed) -> UUID:
    theme_id = themes[_theme_code(entry)]
    tabled = tabled_revision(db.session(), theme_id)
    texts = _amended(entry, filed, tabled.unit_texts(entry["unit"]) if tabled else {})
    proposal = Proposal(
        tabled.id if tabled else theme_id,
        entry["unit"],
        next(iter(texts)),
        texts,
        entry["title"]["en"],
        entry["reason"]["en"],
        addressees=_addressees(entry),
        key=f"demonstration-{entry['code']}",
        procedure=Procedure(entry.get("procedure", Procedure.ORDINARY)),
        amends_id=filed[entry["amends"]] if "amends" in entry else None,
        placed_after=entry.get("after"),
        replaces=tuple(filed[code] for code in entry.get("replaces", ())),
        accepts_late=bool(entry.get("late")),
    )
    return file_amendment(author, theme_id, proposal)


def _addressees(entry: Entry) -> tuple[str, ...] | None:
    wanted = entry.get("addressees") or entry.get("new", {}).get("addressees")
    return tuple(wanted) if wanted else None


def _theme_code(entry: Entry) -> str:
    return entry["unit"].split("-")[0].upper() if entry["unit"] not in {NEW_UNIT, THEME_TITLE} else LISTED


def _amended(entry: Entry, filed: Filed, base: Mapping[str, Unit]) -> dict[str, Unit]:
    if "new" in entry:
        return {language: _new_unit(entry["new"], language) for language in entry["new"]["text"]}
    if "theme_title" in entry:
        return {code: Unit(THEME_TITLE, UnitKind.PASSAGE, (), text) for code, text in entry["theme_title"].items()}
    if "whole_deletion" in entry:
        return {language: Unit(unit.uid, unit.kind, (), unit.title, unit.addressees) for language, unit in base.items()}
    if "amends" in entry:
        base = units_by_language(db.session.get_one(Amendment, filed[entry["amends"]]).amended)
    if "change" not in entry:
        titles = entry.get("unit_title", {})
        return {code: replace(unit, title=titles.get(code, unit.title)) for code, unit in base.items()}
    changed = {language: changes for language, changes in entry["change"].items() if changes}
    return {language: amended(base[language], entry, changes) for language, changes in changed.items()}


def _new_unit(given: Mapping[str, Any], language: str) -> Unit:
    paragraphs = (Paragraph("new-p1", parse(given["text"][language])),)
    addressees = tuple(given["addressees"])
    return Unit(NEW_UNIT, UnitKind.RECOMMENDATION, paragraphs, given["title"][language], addressees)


def _judge(cast: Cast, filed: Filed, entries: Sequence[Entry]) -> None:
    for entry in entries:
        if entry.get("procedure") != Procedure.LANGUAGE and "whole_deletion" not in entry:
            judge_amendment(cast.chair, filed[entry["code"]], is_admissible=True)
        for code, gives in entry.get("consents", {}).items():
            answer_compromise(cast.chair, filed[entry["code"]], filed[code], gives=gives)
        if "split" in entry:
            parts = proposed_parts(db.session(), db.session.get_one(Amendment, filed[entry["code"]]))
            wordings = {frozenset({part.number}): part.amended for part in parts}
            split_amendment(cast.chair, filed[entry["code"]], [title["en"] for title in entry["split"]], wordings)


def _react(cast: Cast, amendment_id: UUID, entry: Entry) -> None:
    own = db.session.get_one(Amendment, amendment_id).member_id
    others = [delegate for delegate in cast.delegates if delegate.member_id != own]
    for delegate in others[: entry.get("supporters", 0)]:
        support_amendment(delegate, amendment_id)
    for delegate in others[: entry.get("objections", 0)]:
        object_to(delegate, amendment_id)


def _say(cast: Cast, filed: Filed, given: Mapping[str, Any]) -> None:
    for said in given["advice"]:
        wording = said.get("wording", {}).get("en", "")
        advise(cast.secretariat, filed[said["on"]], NewOpinion(Advice(said["advice"]), wording, said["reason"]["en"]))
        if "answer" in said:
            answer_opinion(_proposer(cast, filed[said["on"]]), filed[said["on"]], said["answer"]["en"])
    for code, tags in given["tags"].items():
        for tag in tags:
            tag_amendments(cast.secretariat, [filed[code]], tag)
    row = db.session.get_one(Amendment, filed["K03"])
    for delegate in cast.delegates[:2]:
        request_vote(delegate, row.theme_id, row.unit_uid, kind=RequestKind.SEPARATE, amendment_id=row.id)


def _proposer(cast: Cast, amendment_id: UUID) -> Actor:
    person_id = db.session.get_one(Amendment, amendment_id).person_id
    return next(delegate for delegate in cast.delegates if delegate.person_id == person_id)
