"""What is on in an edition, counted for the front page and the pages of its themes."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from recommendations.domain.adoption import ManifestoState
from recommendations.domain.amendments import PENDING, AmendmentState
from recommendations.domain.corrections import CorrectionState
from recommendations.domain.polls import PollState, PollSubject
from recommendations.domain.text import UnitKind
from recommendations.storage.amendments import Amendment
from recommendations.storage.corrections import Correction
from recommendations.storage.editions import Theme
from recommendations.storage.manifestos import ManifestoRow, SignatureRow
from recommendations.storage.people import Person
from recommendations.storage.polls import Ballot, Poll, RollEntry
from recommendations.storage.texts import Revision, RevisionUnit, Text

VOTED_UNITS = [kind for kind in UnitKind if kind.is_operative]


def texts_being_drafted(session: Session, edition_id: UUID) -> Sequence[tuple[UUID, str]]:
    """Theme and language of every live text that takes updates."""
    open_texts = sa.select(Text.theme_id, Text.language).join(Theme, Theme.id == Text.theme_id)
    return [
        (theme_id, language)
        for theme_id, language in session.execute(open_texts.where(Theme.edition_id == edition_id, Text.drafting))
    ]


def newest_revisions(session: Session, edition_id: UUID) -> dict[UUID, UUID]:
    """The newest revision of every theme that has one."""
    revisions = (
        sa.select(Revision.theme_id, Revision.id)
        .join(Theme, Theme.id == Revision.theme_id)
        .where(Theme.edition_id == edition_id)
        .order_by(Revision.number)
    )
    return dict(session.execute(revisions).all())


def voted_units(session: Session, revision_ids: Sequence[UUID]) -> set[tuple[UUID, str]]:
    """Revision and uid of every unit on which a vote is held."""
    units = sa.select(RevisionUnit.revision_id, RevisionUnit.uid).where(
        RevisionUnit.revision_id.in_(revision_ids), RevisionUnit.kind.in_(VOTED_UNITS)
    )
    return {(revision_id, uid) for revision_id, uid in session.execute(units)}


def decided_units(session: Session, edition_id: UUID) -> set[tuple[UUID | None, str | None]]:
    """Theme and uid of every unit whose vote has been announced."""
    polls = sa.select(Poll.theme_id, Poll.unit_uid).where(
        Poll.edition_id == edition_id, Poll.subject == PollSubject.RECOMMENDATION, Poll.state == PollState.ANNOUNCED
    )
    return {(theme_id, uid) for theme_id, uid in session.execute(polls)}


def pending_amendments(session: Session, edition_id: UUID) -> dict[UUID, int]:
    """How many amendments of each theme wait for a decision."""
    counts = (
        sa.select(Amendment.theme_id, sa.func.count())
        .where(Amendment.edition_id == edition_id, Amendment.state.in_(PENDING))
        .group_by(Amendment.theme_id)
    )
    return dict(session.execute(counts).all())


def count_tabled(session: Session, edition_id: UUID) -> int:
    """How many amendments wait to be judged admissible."""
    tabled = (Amendment.edition_id == edition_id, Amendment.state == AmendmentState.TABLED)
    return session.scalar(sa.select(sa.func.count()).select_from(Amendment).where(*tabled)) or 0


def count_proposed_corrections(session: Session, edition_id: UUID) -> int:
    """How many editorial corrections wait for the chair."""
    proposed = (Correction.edition_id == edition_id, Correction.state == CorrectionState.PROPOSED)
    return session.scalar(sa.select(sa.func.count()).select_from(Correction).where(*proposed)) or 0


def open_polls(session: Session, edition_id: UUID) -> Sequence[Poll]:
    """The polls that take ballots now, oldest first."""
    polls = sa.select(Poll).where(Poll.edition_id == edition_id, Poll.state == PollState.OPEN).order_by(Poll.number)
    return session.scalars(polls).all()


def count_prepared(session: Session, edition_id: UUID) -> int:
    """How many polls are prepared and not yet open."""
    prepared = (Poll.edition_id == edition_id, Poll.state == PollState.PREPARED)
    return session.scalar(sa.select(sa.func.count()).select_from(Poll).where(*prepared)) or 0


def part_in(session: Session, poll_ids: Sequence[UUID], member_id: UUID | None) -> tuple[set[UUID], set[UUID]]:
    """Of these polls those on whose roll the member is, and those in which it has voted."""
    entitled = sa.select(RollEntry.poll_id).where(RollEntry.poll_id.in_(poll_ids), RollEntry.member_id == member_id)
    cast = sa.select(Ballot.poll_id).where(Ballot.poll_id.in_(poll_ids), Ballot.member_id == member_id)
    return set(session.scalars(entitled)), set(session.scalars(cast))


def manifesto_to_sign(session: Session, edition_id: UUID, person_id: UUID) -> int | None:
    """The number of the newest adopted manifesto, if this person has not signed it and no deputy has signed it."""
    open_states = [state for state in ManifestoState if state.is_open_to_signature]
    adopted = sa.select(ManifestoRow.id, ManifestoRow.number).where(
        ManifestoRow.edition_id == edition_id, ManifestoRow.state.in_(open_states)
    )
    newest = session.execute(adopted.order_by(ManifestoRow.number.desc()).limit(1)).one_or_none()
    if newest is None:
        return None
    done = sa.select(SignatureRow.id).where(
        SignatureRow.manifesto_id == newest.id,
        (SignatureRow.person_id == person_id) | (SignatureRow.deputises_because != ""),
    )
    return None if session.scalars(done).first() else int(newest.number)


def attendance(session: Session, edition_id: UUID) -> tuple[int, int]:
    """How many people are present, and how many are accredited."""
    counts = sa.select(sa.func.count().filter(Person.present), sa.func.count().filter(Person.accredited))
    present, accredited = session.execute(counts.where(Person.edition_id == edition_id)).one()
    return present, accredited


def polls_of_theme(session: Session, theme_id: UUID) -> Sequence[Poll]:
    """The theme's polls by number, annulled ones too."""
    return session.scalars(sa.select(Poll).where(Poll.theme_id == theme_id).order_by(Poll.number)).all()
