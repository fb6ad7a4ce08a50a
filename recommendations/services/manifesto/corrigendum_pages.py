"""Corrigenda as readers see them: what was signed, what was wrong in it, and both manifestos beside each other."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.adoption import ManifestoState
from recommendations.domain.comparison import Comparison
from recommendations.domain.corrections import CorrigendumState, texts_by_uid
from recommendations.domain.encoding import units_by_language
from recommendations.domain.manuscript import read_manuscript
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted, permits
from recommendations.domain.refusals import NotFound
from recommendations.domain.text import Unit
from recommendations.services.manifesto.corrected import corrected_by
from recommendations.services.manifesto.correction_pages import compared
from recommendations.services.manifesto.manifestos import own_manifesto
from recommendations.storage.corrections import Corrigendum, corrigenda_of
from recommendations.storage.database import db, now
from recommendations.storage.editions import Edition
from recommendations.storage.manifestos import ManifestoRow
from recommendations.storage.people import names_of


@dataclass(frozen=True, slots=True)
class CorrigendumView:
    """A corrigendum with what it changes, by unit uid and language, and what may be done with it.

    ``is_overtaken`` says that nobody decides on it any more, because another one of the same text is in force.
    """

    id: UUID
    number: int
    wrong: int
    result: int | None
    state: CorrigendumState
    is_overtaken: bool
    reason: str
    name: str
    at: datetime
    objections_until: datetime
    objection: str
    objected_by: str
    units: Mapping[str, Mapping[str, Comparison]]
    may_object: bool
    may_enforce: bool


@dataclass(frozen=True, slots=True)
class SignedUnit:
    """A unit of the signed text that can be put right."""

    uid: str
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class CorrigendaPage:
    """The corrigenda that touch a manifesto; ``units`` is empty where the reader may open none.

    ``corrected_by`` is the number of the manifesto in which it is corrected, if it is.
    """

    number: int
    corrected_by: int | None
    corrigenda: tuple[CorrigendumView, ...]
    units: tuple[SignedUnit, ...]
    addressees: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class CorrigendumForm:
    """A unit as it was signed, to be put right."""

    number: int
    uid: str
    units: Mapping[str, Unit]


def corrigenda_page(actor: Actor, number: int) -> CorrigendaPage:
    """The corrigenda of the manifesto with this number, and the one of which it is the result.

    Raises:
        NotPermitted, NotFound.
    """
    ensure_permitted(actor, Action.READ_EDITION, Subject(actor.edition_id))
    session = db.session()
    row = own_manifesto(session, actor, number)
    touching = [one for one in corrigenda_of(session, actor.edition_id) if row.id in {one.manifesto_id, one.result_id}]
    newer = corrected_by(session, row)
    is_newest = row.state is ManifestoState.SIGNED and newer is None
    may_open = is_newest and permits(actor, Action.ISSUE_CORRIGENDUM, Subject(actor.edition_id))
    return CorrigendaPage(
        number,
        newer,
        tuple(_view(session, actor, one) for one in touching),
        tuple(_signed_units(row)) if may_open else (),
        session.get_one(Edition, actor.edition_id).addressees,
    )


def _signed_units(row: ManifestoRow) -> list[SignedUnit]:
    units = read_manuscript(row.canonical).units
    return [SignedUnit(unit.uid, unit.number, unit.texts[0][1].title) for unit in units]


def _view(session: Session, actor: Actor, row: Corrigendum) -> CorrigendumView:
    wrong = session.get_one(ManifestoRow, row.manifesto_id)
    result = session.get(ManifestoRow, row.result_id) if row.result_id else None
    before = texts_by_uid(read_manuscript(wrong.canonical))
    names = names_of(session, {person for person in (row.person_id, row.objected_by) if person})
    is_undecided, is_corrected = row.state is CorrigendumState.OPEN, corrected_by(session, wrong) is not None
    is_open, is_over, subject = is_undecided and not is_corrected, now() > row.objections_until, Subject(row.edition_id)
    return CorrigendumView(
        id=row.id,
        number=row.number,
        wrong=wrong.number,
        result=result.number if result else None,
        state=row.state,
        is_overtaken=is_undecided and is_corrected,
        reason=row.reason,
        name=names[row.person_id],
        at=row.at,
        objections_until=row.objections_until,
        objection=row.objection,
        objected_by=names[row.objected_by] if row.objected_by else "",
        units={uid: compared(before[uid], units_by_language(forms)) for uid, forms in row.amended.items()},
        may_object=is_open and not is_over and permits(actor, Action.OBJECT_TO_AMENDMENT, subject),
        may_enforce=is_open and is_over and permits(actor, Action.ISSUE_CORRIGENDUM, subject),
    )


def corrigendum_form(actor: Actor, number: int, uid: str) -> CorrigendumForm:
    """The unit in the words that were signed.

    Raises:
        NotPermitted.
        NotFound: no such manifesto, or nothing like it in it.
    """
    ensure_permitted(actor, Action.ISSUE_CORRIGENDUM, Subject(actor.edition_id))
    units = texts_by_uid(read_manuscript(own_manifesto(db.session(), actor, number).canonical)).get(uid)
    if units is None:
        raise NotFound
    return CorrigendumForm(number, uid, units)
