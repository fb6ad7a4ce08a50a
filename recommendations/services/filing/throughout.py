"""One wording replaced throughout a theme: one amendment for each unit it touches, decided by one poll."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import NAMESPACE_OID, UUID, uuid4, uuid5

from sqlalchemy.orm import Session

from recommendations.domain.amendments import Procedure, TextTooLong
from recommendations.domain.comparison import Comparison, compare
from recommendations.domain.filing import AlreadyFiled, WordsNotFound
from recommendations.domain.hunks import Relation
from recommendations.domain.people import Actor
from recommendations.domain.proposals import LONGEST_TITLE, Proposal, ensure_sayable
from recommendations.domain.refusals import NotFound, NotPermitted
from recommendations.domain.revisions import RevisionText
from recommendations.domain.throughout import replaced_throughout
from recommendations.services.amendments.views import Other, named
from recommendations.services.facts import AmendmentChanged, tell
from recommendations.services.filing.proposals import (
    Checked,
    checked_proposal,
    ensure_new,
    ensure_unsettled,
    related_to,
)
from recommendations.services.filing.proposers import Proposer, proposer_of
from recommendations.services.filing.storing import Filing, start_of, store
from recommendations.services.texts.revisions import tabled_revision
from recommendations.services.texts.themes import own_theme
from recommendations.storage.amendments import amendment_by_key, amendments_of_series
from recommendations.storage.database import db, transaction
from recommendations.storage.editions import Theme
from recommendations.storage.kept_forms import forget_form
from recommendations.storage.revisions import lock_theme


@dataclass(frozen=True, slots=True)
class Throughout:
    """Words to be found and what replaces them, by language; a language without words to find is left as it is.

    ``revision_id`` is the text on which it was previewed; None takes the one that is tabled. ``key`` makes filing
    idempotent. ``accepts_late`` says that the proposer knows of the deadline.
    """

    find: Mapping[str, str]
    replace: Mapping[str, str]
    title: str
    reason: str = ""
    key: str = ""
    revision_id: UUID | None = None
    language: str = ""
    accepts_late: bool = False


@dataclass(frozen=True, slots=True)
class TouchedUnit:
    """One unit in which the words stand: its number, and the difference in every language that changes."""

    uid: str
    number: str
    title: Mapping[str, str]
    comparisons: Mapping[str, Comparison]
    conflicts: tuple[Other, ...]


@dataclass(frozen=True, slots=True)
class _One:
    """The wording in one unit."""

    proposal: Proposal
    checked: Checked


def preview_throughout(actor: Actor, theme_id: UUID, wish: Throughout) -> tuple[TouchedUnit, ...]:
    """Every unit that the replacement would touch, in the order of the text; nothing is stored.

    Raises:
        NotPermitted, NotFound, RevisionSuperseded, TitleMissing, TextTooLong, AlreadyFiled, LateNotAllowed.
        WordsNotFound: the words stand nowhere.
    """
    session = db.session()
    theme = own_theme(session, actor, theme_id)
    tabled = _tabled(session, theme)
    proposer, found = _found(session, actor, theme, tabled, wish)
    for one in found:
        start_of(session, theme, one.checked, proposer, locale=actor.locale)
    return tuple(_touched(tabled, one.checked) for one in found)


def _touched(tabled: RevisionText, checked: Checked) -> TouchedUnit:
    ground = checked.ground
    return TouchedUnit(
        ground.uid,
        tabled.number_of(ground.uid),
        {language: unit.title for language, unit in ground.texts.items()},
        {language: compare(ground.texts[language], change) for language, change in checked.changes.items()},
        tuple(named(row) for row in related_to(checked)[Relation.CONFLICT]),
    )


def file_throughout(actor: Actor, theme_id: UUID, wish: Throughout) -> tuple[UUID, ...]:
    """One amendment is filed for each unit that the words stand in, all of one series; the same key files once.

    Raises:
        NotPermitted, NotFound, RevisionSuperseded, TitleMissing, TextTooLong, WordsNotFound, AlreadyFiled,
        DeadlinePassed, LateNotAllowed.
        Conflict: an adopted amendment has settled words of one of the units; nothing is filed.
    """
    keyed = wish if wish.key else replace(wish, key=uuid4().hex)
    with transaction() as session:
        theme = own_theme(session, actor, theme_id)
        lock_theme(session, theme_id)
        series_id = uuid5(NAMESPACE_OID, f"{theme_id}:{keyed.key}")
        known = amendments_of_series(session, series_id)
        if any(row.person_id != actor.person_id for row in known):
            raise NotPermitted
        ids = tuple(row.id for row in known) or _file(session, actor, theme, keyed, series_id)
        forget_form(session, actor.person_id, keyed.key)
    for amendment_id in () if known else ids:
        tell(AmendmentChanged(theme.edition_id, theme_id, amendment_id))
    return ids


def _file(session: Session, actor: Actor, theme: Theme, wish: Throughout, series_id: UUID) -> tuple[UUID, ...]:
    proposer, found = _found(session, actor, theme, _tabled(session, theme), wish)
    ids: list[UUID] = []
    for one in found:
        _ensure_key_is_free(session, theme, one.proposal.key)
        ensure_unsettled(one.checked, wish.title)
        start = start_of(session, theme, one.checked, proposer, locale=actor.locale)
        filing = Filing(one.proposal, one.checked, proposer, start, series_id=series_id)
        ids.append(store(session, theme, filing, actor).id)
    return tuple(ids)


def _ensure_key_is_free(session: Session, theme: Theme, key: str) -> None:
    known = amendment_by_key(session, theme.edition_id, key)
    if known is not None:
        raise AlreadyFiled(label=known.label)


def _tabled(session: Session, theme: Theme) -> RevisionText:
    tabled = tabled_revision(session, theme.id)
    if tabled is None:
        raise NotFound
    return tabled


def _found(
    session: Session, actor: Actor, theme: Theme, tabled: RevisionText, wish: Throughout
) -> tuple[Proposer, list[_One]]:
    """The wording in every unit that has it, checked; a remedy of a language only if all of it is one."""
    ensure_sayable(wish.title, wish.reason)
    if any(len(words) > LONGEST_TITLE for words in (*wish.find.values(), *wish.replace.values())):
        raise TextTooLong(most=LONGEST_TITLE)
    proposals = [_proposal(tabled, wish, uid) for uid in _uids(tabled)]
    wanted = [proposal for proposal in proposals if proposal.amended]
    if not wanted:
        raise WordsNotFound
    proposer = proposer_of(session, actor, theme, wanted[0])
    ones = [_One(proposal, checked_proposal(session, theme, proposal)) for proposal in wanted]
    if any(not one.checked.is_language_only for one in ones):
        ones = [_One(one.proposal, replace(one.checked, procedure=Procedure.ORDINARY)) for one in ones]
    for one in ones:
        ensure_new(one.checked, proposer)
    return proposer, ones


def _uids(tabled: RevisionText) -> list[str]:
    return list(dict.fromkeys(placed.unit.uid for version in tabled.units.values() for placed in version))


def _proposal(tabled: RevisionText, wish: Throughout, uid: str) -> Proposal:
    replaced = {
        language: replaced_throughout(unit, wish.find.get(language, ""), wish.replace.get(language, ""))
        for language, unit in tabled.unit_texts(uid).items()
    }
    amended = {language: unit for language, unit in replaced.items() if unit is not None}
    return Proposal(
        wish.revision_id or tabled.id,
        uid,
        wish.language if wish.language in amended else next(iter(amended), ""),
        amended,
        wish.title,
        wish.reason,
        key=f"{wish.key}:{uid}",
        accepts_late=wish.accepts_late,
    )
