"""Queries of what a live text belongs to, and of what hangs on it when it is frozen."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from recommendations.domain.amendments import AmendmentState
from recommendations.storage.amendments import Amendment
from recommendations.storage.editions import Edition, Theme

MAY_REBASE = (
    AmendmentState.DRAFT,
    AmendmentState.TABLED,
    AmendmentState.ADMISSIBLE,
    AmendmentState.POSTPONED,
    AmendmentState.ANNULLED,
)
DECIDED = (AmendmentState.IN_VOTE, AmendmentState.ADOPTED)


def theme_in(session: Session, theme_id: UUID, edition_id: UUID) -> Theme | None:
    """The theme, if it belongs to the edition."""
    return session.scalars(sa.select(Theme).where(Theme.id == theme_id, Theme.edition_id == edition_id)).first()


def edition_row(session: Session, edition_id: UUID) -> Edition:
    """The edition."""
    return session.get_one(Edition, edition_id)


def pending_on_theme(session: Session, theme_id: UUID) -> Sequence[Amendment]:
    """Amendments on which nobody has decided yet, by number; a new revision leaves them without their base."""
    pending = sa.select(Amendment).where(Amendment.theme_id == theme_id, Amendment.state.in_(MAY_REBASE))
    return session.scalars(pending.order_by(Amendment.number)).all()


def has_decisions(session: Session, theme_id: UUID) -> bool:
    """Whether an amendment of the theme is being voted or has been adopted."""
    decided = sa.select(Amendment.id).where(Amendment.theme_id == theme_id, Amendment.state.in_(DECIDED)).limit(1)
    return session.scalar(decided) is not None
