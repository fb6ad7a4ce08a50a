"""The stage of the edge cases: one theme in two languages, six delegates, officers, and what they do."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from recommendations.domain.amendments import AmendmentState
from recommendations.domain.people import Actor, Role
from recommendations.domain.polls import Choice
from recommendations.domain.proposals import Proposal
from recommendations.domain.text import Paragraph, Span, Unit, UnitKind
from recommendations.services.filing.amending import file_amendment, judge_amendment
from recommendations.services.texts.drafting import seed_text
from recommendations.services.texts.freezing import freeze
from recommendations.services.texts.revisions import newest_revision, store_revision, tabled_revision
from recommendations.services.voting.acts import announce_poll, cast_ballot, close_poll, open_poll, prepare_poll
from recommendations.services.voting.lists import proposed_list
from recommendations.services.voting.targets import Target, on_amendment, on_unit
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import db, transaction
from recommendations.storage.polls import Poll
from recommendations.storage.record import events_of
from tests.factories import make_actor, make_edition, make_theme, make_unit

ENGLISH = {
    "r1": "Cities should publish noise figures once a year. They should pay for quiet streets for four years.",
    "r2": "A fund should cover up to 70% of the cost.",
    "c1": "whereas quiet streets make healthy cities;",
}
FRENCH = {
    "r1": (
        "Les villes devraient publier les mesures du bruit une fois par an."
        " Elles devraient payer les rues calmes pendant quatre ans."
    ),
    "r2": "Un fonds devrait couvrir jusqu'à 70 % du coût.",
    "c1": "considérant que les rues calmes font les villes saines ;",
}
Edit = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Stage:
    """Who acts, and where."""

    edition_id: UUID
    theme_id: UUID
    delegates: tuple[Actor, ...]
    chair: Actor
    rapporteur: Actor
    secretariat: Actor
    president: Actor


def make_stage(**fields: object) -> Stage:
    """An edition with one tabled theme; every delegate is of a member of its own, and there."""
    with transaction() as session:
        edition = make_edition(session, **fields)
        theme = make_theme(session, edition, number=2)
        store_revision(session, theme.id, {"en": units(ENGLISH), "fr": units(FRENCH)})
        officers = [Role.CHAIR, Role.RAPPORTEUR, Role.SECRETARIAT, Role.PRESIDENT]
        return Stage(
            edition.id,
            theme.id,
            tuple(make_actor(session, edition, Role.DELEGATE) for _ in range(6)),
            *(make_actor(session, edition, role) for role in officers),
        )


def units(texts: Mapping[str, str]) -> tuple[Unit, ...]:
    """The units of a version; what begins with c is a recital."""
    recital = {"kind": UnitKind.RECITAL, "title": "", "addressees": ()}
    return tuple(make_unit(uid, text, **(recital if uid.startswith("c") else {})) for uid, text in texts.items())


def edited(unit: Unit, edit: Edit) -> Unit:
    """The unit with these words replaced, wherever they stand once."""
    old, new = edit
    assert sum(paragraph.plain.count(old) for paragraph in unit.paragraphs) == 1
    texts = [(paragraph.uid, paragraph.plain.replace(old, new)) for paragraph in unit.paragraphs]
    return replace(unit, paragraphs=tuple(Paragraph(uid, (Span(text),)) for uid, text in texts if text.strip()))


def proposal(stage: Stage, edits: Mapping[str, Edit], *, uid: str = "r1", **fields: object) -> Proposal:
    """What replaces these words of the tabled text, {language: (old, new)}."""
    tabled = tabled_revision(db.session(), stage.theme_id)
    assert tabled is not None
    texts = tabled.unit_texts(uid)
    values: dict[str, object] = {
        "revision_id": tabled.id,
        "unit_uid": uid,
        "language": next(iter(edits), "en"),
        "amended": {language: edited(texts[language], edit) for language, edit in edits.items()},
        "title": "A change",
        "key": uuid4().hex,
    }
    return Proposal(**(values | fields))  # type: ignore[arg-type]  # overrides of Proposal


def file(stage: Stage, old: str, new: str, *, by: int = 0, uid: str = "r1", **fields: object) -> UUID:
    """An amendment of the English text, filed by one of the delegates."""
    return file_amendment(stage.delegates[by], stage.theme_id, proposal(stage, {"en": (old, new)}, uid=uid, **fields))


def admit(stage: Stage, amendment_id: UUID) -> UUID:
    """The chair finds it admissible."""
    judge_amendment(stage.chair, amendment_id, is_admissible=True)
    return amendment_id


def admitted(stage: Stage, old: str, new: str, *, by: int = 0, uid: str = "r1", **fields: object) -> UUID:
    """An amendment that goes to the vote."""
    return admit(stage, file(stage, old, new, by=by, uid=uid, **fields))


def opened(stage: Stage, target: Target) -> UUID:
    """An open poll."""
    poll_id = prepare_poll(target, stage.chair)
    open_poll(poll_id, stage.chair)
    return poll_id


def decided(stage: Stage, poll_id: UUID, *, adopted: bool) -> None:
    """Four delegates vote one way, one the other, and the chair announces."""
    for place, delegate in enumerate(stage.delegates[:5]):
        cast_ballot(poll_id, delegate, Choice.FOR if (place < 4) is adopted else Choice.AGAINST, key=uuid4().hex)
    close_poll(poll_id, stage.chair)
    announce_poll(poll_id, stage.chair)


def decide(stage: Stage, amendment_id: UUID, *, adopted: bool, part: int | None = None) -> None:
    """The assembly votes on the amendment, or on one part of it."""
    decided(stage, opened(stage, on_amendment(amendment_id, part)), adopted=adopted)


def decide_unit(stage: Stage, uid: str = "r1", *, adopted: bool = True) -> None:
    """The assembly votes on the recommendation."""
    decided(stage, opened(stage, on_unit(stage.theme_id, uid)), adopted=adopted)


def row(amendment_id: UUID) -> Amendment:
    """The amendment as the database has it."""
    db.session.remove()
    return db.session.get_one(Amendment, amendment_id)


def states(*amendment_ids: UUID) -> list[AmendmentState]:
    """Where they stand."""
    return [row(one).state for one in amendment_ids]


def text(stage: Stage, language: str = "en", uid: str = "r1") -> str:
    """What the newest text says."""
    newest = newest_revision(db.session(), stage.theme_id)
    assert newest is not None
    found = newest.unit_texts(uid)
    return "\n".join(paragraph.plain for paragraph in found[language].paragraphs) if found else ""


def listed(stage: Stage) -> list[str]:
    """The questions of the theme in the proposed order, as they are called."""
    return [item.label for item in proposed_list(db.session(), stage.theme_id).items]


def polls(stage: Stage) -> list[Poll]:
    """Every poll there was."""
    db.session.remove()
    return list(db.session.query(Poll).filter_by(edition_id=stage.edition_id).order_by(Poll.number))


def recorded(stage: Stage, kind: str, amendment_id: UUID | None = None) -> list[Mapping[str, object]]:
    """What the record keeps of acts of this kind, on one amendment if it is named."""
    db.session.remove()
    events = [event for event in events_of(db.session(), stage.edition_id) if event.kind == kind]
    wanted = None if amendment_id is None else str(amendment_id)
    return [event.payload for event in events if wanted is None or event.payload.get("amendment") == wanted]


def frozen_again(stage: Stage, edits: Mapping[str, Edit], *, uid: str = "r1") -> None:
    """The rapporteur's draft with these words replaced is frozen as the next version of the text."""
    versions = {"en": units(ENGLISH), "fr": units(FRENCH)}
    with transaction() as session:
        for language, version in versions.items():
            edit = edits.get(language)
            draft = [edited(unit, edit) if edit and unit.uid == uid else unit for unit in version]
            seed_text(session, stage.theme_id, language, draft)
    freeze(stage.theme_id, stage.rapporteur)
