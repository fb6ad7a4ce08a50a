"""What was said of a theme follows its units into the theme that has taken them over."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from recommendations.storage.amendments import Amendment
from recommendations.storage.corrections import Contradiction, Correction
from recommendations.storage.voting_lists import VoteRequest


def amendments_to_move(session: Session, theme_id: UUID) -> Sequence[Amendment]:
    """Every amendment of the theme, on whatever revision and in whatever state, by number."""
    found = sa.select(Amendment).where(Amendment.theme_id == theme_id).order_by(Amendment.number)
    return session.scalars(found.execution_options(populate_existing=True)).all()


def everything_follows(session: Session, source_id: UUID, into_id: UUID) -> None:
    """Amendments, requests, corrections and contradictions of the source are those of the other theme."""
    session.flush()
    for kind in (Amendment, VoteRequest, Correction):
        session.execute(sa.update(kind).where(kind.theme_id == source_id).values(theme_id=into_id))
    for side in (Contradiction.one_theme_id, Contradiction.other_theme_id):
        session.execute(sa.update(Contradiction).where(side == source_id).values({side: into_id}))
    session.expire_all()
