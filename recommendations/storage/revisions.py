"""Queries of frozen and consolidated revisions."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from recommendations.storage.editions import Edition, Theme
from recommendations.storage.record import lock_chain
from recommendations.storage.texts import Revision, RevisionParagraph, RevisionUnit


def lock_theme(session: Session, theme_id: UUID) -> Theme | None:
    """The theme; until the transaction ends no other one freezes, files or settles anything in its edition.

    The lock is the record's own, taken first by every procedural act, so that no two acts wait for each other.
    """
    theme = session.get(Theme, theme_id)
    if theme is not None:
        lock_chain(session, theme.edition_id)
        session.refresh(theme)  # what was read before the lock may have been changed by who held it
    return theme


def languages_of_theme(session: Session, theme_id: UUID) -> list[str]:
    """The languages of the theme's edition, the authoritative one first."""
    languages = sa.select(Edition.languages).join(Theme, Theme.edition_id == Edition.id).where(Theme.id == theme_id)
    return list(session.scalars(languages).one())


def last_revision_number(session: Session, theme_id: UUID) -> int:
    """The highest number given so far, 0 before the first."""
    return session.scalar(sa.select(sa.func.max(Revision.number)).where(Revision.theme_id == theme_id)) or 0


def newest_revision_row(session: Session, theme_id: UUID) -> Revision | None:
    """The theme's newest revision of any kind."""
    newest = sa.select(Revision).where(Revision.theme_id == theme_id).order_by(Revision.number.desc()).limit(1)
    return session.scalars(newest).first()


def tabled_revision_row(session: Session, theme_id: UUID) -> Revision | None:
    """The theme's newest frozen draft, to which amendments refer."""
    tabled = sa.select(Revision).where(Revision.theme_id == theme_id, Revision.base_id.is_(None))
    return session.scalars(tabled.order_by(Revision.number.desc()).limit(1)).first()


def revision_by_number(session: Session, theme_id: UUID, number: int) -> Revision | None:
    """The revision with this number."""
    found = sa.select(Revision).where(Revision.theme_id == theme_id, Revision.number == number)
    return session.scalars(found).first()


def revision_row(session: Session, revision_id: UUID) -> Revision | None:
    """The revision with this id."""
    return session.get(Revision, revision_id)


def revisions_of(session: Session, theme_id: UUID) -> Sequence[Revision]:
    """All revisions of a theme, newest first."""
    listed = sa.select(Revision).where(Revision.theme_id == theme_id).order_by(Revision.number.desc())
    return session.scalars(listed).all()


def units_of(session: Session, revision_id: UUID) -> Sequence[RevisionUnit]:
    """The revision's units in all languages, in their order."""
    listed = sa.select(RevisionUnit).where(RevisionUnit.revision_id == revision_id).order_by(RevisionUnit.position)
    return session.scalars(listed).all()


def origins_of(session: Session, revision_id: UUID) -> dict[str, str]:
    """The codes of the themes from which units of the revision came when themes were merged, by uid."""
    listed = sa.select(RevisionUnit.uid, RevisionUnit.origin).where(RevisionUnit.revision_id == revision_id)
    return {row.uid: row.origin for row in session.execute(listed.where(RevisionUnit.origin != ""))}


def paragraphs_of(session: Session, revision_id: UUID) -> dict[UUID, list[RevisionParagraph]]:
    """The revision's paragraphs by unit row, in their order."""
    listed = (
        sa.select(RevisionParagraph)
        .join(RevisionUnit, RevisionUnit.id == RevisionParagraph.unit_id)
        .where(RevisionUnit.revision_id == revision_id)
        .order_by(RevisionParagraph.position)
    )
    paragraphs: dict[UUID, list[RevisionParagraph]] = defaultdict(list)
    for row in session.scalars(listed):
        paragraphs[row.unit_id].append(row)
    return paragraphs


def versions_of_unit(
    session: Session, revision_id: UUID, uid: str
) -> dict[str, tuple[RevisionUnit, list[RevisionParagraph]]]:
    """One unit of a revision in every language that has it, with its paragraphs in their order."""
    listed = (
        sa.select(RevisionUnit, RevisionParagraph)
        .outerjoin(RevisionParagraph, RevisionParagraph.unit_id == RevisionUnit.id)
        .where(RevisionUnit.revision_id == revision_id, RevisionUnit.uid == uid)
        .order_by(RevisionUnit.language, RevisionParagraph.position)
    )
    versions: dict[str, tuple[RevisionUnit, list[RevisionParagraph]]] = {}
    for unit, paragraph in session.execute(listed):
        found = versions.setdefault(unit.language, (unit, []))
        found[1].extend([paragraph] if paragraph is not None else [])
    return versions


def printed_numbers(session: Session, revision_ids: Collection[UUID]) -> dict[tuple[UUID, str], str]:
    """The printed number of every unit of these revisions, by revision and uid."""
    listed = sa.select(RevisionUnit.revision_id, RevisionUnit.uid, RevisionUnit.number)
    rows = session.execute(listed.where(RevisionUnit.revision_id.in_(revision_ids)))
    return {(revision_id, uid): number for revision_id, uid, number in rows}
