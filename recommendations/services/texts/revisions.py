"""Storing and reading revisions; both run inside the caller's session."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from recommendations.domain.encoding import SpanJson, span_to_json, spans_from_json
from recommendations.domain.lines import LINE_ALGORITHM, LINE_WIDTH
from recommendations.domain.people import Actor
from recommendations.domain.refusals import NotFound
from recommendations.domain.revisions import (
    NumberedParagraph,
    NumberedUnit,
    RevisionText,
    number_units,
    revision_sha256,
    unit_numbers,
)
from recommendations.domain.text import Paragraph, Unit
from recommendations.storage.database import now
from recommendations.storage.editions import Theme
from recommendations.storage.revisions import (
    languages_of_theme,
    last_revision_number,
    lock_theme,
    newest_revision_row,
    origins_of,
    paragraphs_of,
    revision_row,
    tabled_revision_row,
    units_of,
    versions_of_unit,
)
from recommendations.storage.texts import Revision, RevisionParagraph, RevisionUnit


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds a theme's units: its title by language, and by unit the code of the theme it came from."""

    title: Mapping[str, str]
    origins: Mapping[str, str]


def store_revision(
    session: Session,
    theme_id: UUID,
    units: Mapping[str, tuple[Unit, ...]],
    *,
    base_id: UUID | None = None,
    actor: Actor | None = None,
    frame: Frame | None = None,
) -> Revision:
    """Store the next revision of the theme, with numbers, lines and hash computed once for good.

    Without a ``frame`` the title and the origins in force go on; the first revision has the theme's own title.

    Raises:
        NotFound: there is no such theme.
    """
    theme = lock_theme(session, theme_id)
    if theme is None:
        raise NotFound
    frame = frame or _frame_in_force(session, theme)
    revision = Revision(
        id=uuid4(),
        theme_id=theme_id,
        number=last_revision_number(session, theme_id) + 1,
        base_id=base_id,
        line_algorithm=LINE_ALGORITHM,
        line_width=LINE_WIDTH,
        title=dict(frame.title),
        sha256=revision_sha256(units, frame.title),
        frozen_at=now(),
        frozen_by=actor.person_id if actor else None,
    )
    session.add(revision)
    session.flush()
    ordered = [units[language] for language in languages_of_theme(session, theme_id) if language in units]
    numbers = unit_numbers(theme.number, ordered)
    for language, version in units.items():
        for position, numbered in enumerate(number_units(version, numbers)):
            row = _unit_row(numbered, language, position)
            row.revision_id, row.origin = revision.id, frame.origins.get(row.uid, "")
            _store_unit(session, row, numbered)
    session.flush()
    return revision


def _frame_in_force(session: Session, theme: Theme) -> Frame:
    newest = newest_revision_row(session, theme.id)
    return Frame(title_of(session, newest), origins_of(session, newest.id)) if newest else Frame(theme.title, {})


def _unit_row(numbered: NumberedUnit, language: str, position: int) -> RevisionUnit:
    unit = numbered.unit
    return RevisionUnit(
        id=uuid4(),
        language=language,
        uid=unit.uid,
        position=position,
        kind=unit.kind,
        number=numbered.number,
        title=unit.title,
        addressees=list(unit.addressees),
    )


def _store_unit(session: Session, row: RevisionUnit, numbered: NumberedUnit) -> None:
    session.add(row)
    session.flush()
    session.add_all(
        RevisionParagraph(
            unit_id=row.id,
            uid=placed.paragraph.uid,
            position=place,
            spans=[dict(span_to_json(span)) for span in placed.paragraph.spans],
            first_line=placed.first_line,
            lines=list(placed.starts),
        )
        for place, placed in enumerate(numbered.paragraphs)
    )


def read_revision(session: Session, revision_id: UUID) -> RevisionText:
    """The revision as a frozen value.

    Raises:
        NotFound: there is no such revision.
    """
    row = revision_row(session, revision_id)
    if row is None:
        raise NotFound
    paragraphs = paragraphs_of(session, revision_id)
    units: dict[str, list[NumberedUnit]] = {language: [] for language in languages_of_theme(session, row.theme_id)}
    for unit in units_of(session, revision_id):
        units.setdefault(unit.language, []).append(_numbered_unit(unit, paragraphs.get(unit.id, [])))
    return RevisionText(
        row.id,
        row.theme_id,
        row.number,
        row.base_id,
        row.sha256,
        row.frozen_at,
        row.line_algorithm,
        row.line_width,
        {language: tuple(version) for language, version in units.items() if version},
        row.title,
        origins_of(session, revision_id),
    )


def _numbered_unit(row: RevisionUnit, rows: list[RevisionParagraph]) -> NumberedUnit:
    paragraphs = tuple(_numbered_paragraph(paragraph) for paragraph in rows)
    plain = tuple(placed.paragraph for placed in paragraphs)
    return NumberedUnit(row.number, Unit(row.uid, row.kind, plain, row.title, tuple(row.addressees)), paragraphs)


def _numbered_paragraph(row: RevisionParagraph) -> NumberedParagraph:
    spans = spans_from_json(cast(list[SpanJson], row.spans))
    return NumberedParagraph(Paragraph(row.uid, spans), row.first_line, tuple(row.lines))


def newest_revision(session: Session, theme_id: UUID) -> RevisionText | None:
    """The theme's newest revision, frozen or consolidated; None before the first freeze."""
    row = newest_revision_row(session, theme_id)
    return read_revision(session, row.id) if row else None


def tabled_revision(session: Session, theme_id: UUID) -> RevisionText | None:
    """The theme's newest frozen draft; None before the first freeze."""
    row = tabled_revision_row(session, theme_id)
    return read_revision(session, row.id) if row else None


def title_of(session: Session, revision: Revision) -> Mapping[str, str]:
    """The theme's title in this revision; one that was stored before titles were amended has the theme's own."""
    return revision.title or session.get_one(Theme, revision.theme_id).title


def unit_texts(session: Session, revision_id: UUID, uid: str) -> dict[str, Unit]:
    """One unit of a revision in every language that has it, without reading the rest."""
    versions = versions_of_unit(session, revision_id, uid)
    return {language: _numbered_unit(unit, rows).unit for language, (unit, rows) in versions.items()}
