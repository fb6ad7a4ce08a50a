"""What has become of an amendment: every act from the record, every wording it has had, every poll on it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.canonical import Json
from recommendations.domain.comparison import Comparison, compare
from recommendations.domain.encoding import units_by_language
from recommendations.domain.hunks import change_between
from recommendations.domain.proposals import THEME_TITLE
from recommendations.domain.text import Unit
from recommendations.services.amendments.views import Act, VersionView, named
from recommendations.services.amendments.wordings import amended_units, title_units
from recommendations.services.texts.revisions import unit_texts
from recommendations.services.voting.pages import PollLine, poll_lines
from recommendations.storage.amendment_index import acts_on, polls_on
from recommendations.storage.amendments import Amendment, amendments_by_id
from recommendations.storage.people import names_of
from recommendations.storage.record import names_in
from recommendations.storage.revisions import revision_row
from recommendations.storage.texts import Revision
from recommendations.storage.wordings import AmendmentVersion, versions_of


def acts_of(session: Session, row: Amendment) -> tuple[Act, ...]:
    """Every act on the amendment, oldest first."""
    names = names_in(session, row.edition_id)
    return tuple(
        Act(
            datetime.fromisoformat(event.at),
            event.kind,
            person or "",
            str(event.payload.get("reason") or ""),
            str(event.payload.get("because") or ""),
            dict(_details(event.payload, names)),
        )
        for event, person in acts_on(session, row)
    )


def _details(payload: Mapping[str, Json], names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for key, value in payload.items():
        if isinstance(value, str | int):
            yield key, names.get(str(value), str(value))


def polls_of_amendment(session: Session, amendment_id: UUID) -> tuple[PollLine, ...]:
    """Every poll on the amendment, alone, in part or in a block, by number."""
    return poll_lines(session, polls_on(session, amendment_id))


@dataclass(frozen=True, slots=True)
class _Around:
    """What the wordings of one amendment refer to, read once for all of them; the last two by revision."""

    because: Mapping[UUID, Amendment]
    people: Mapping[UUID, str]
    revisions: Mapping[UUID, Revision | None]
    bases: Mapping[UUID, Mapping[str, Unit]]


def versions_seen(session: Session, row: Amendment) -> tuple[VersionView, ...]:
    """Every wording the amendment has had, oldest first, each compared with the text it then changed."""
    versions = versions_of(session, row.id)
    revisions = {one.revision_id for one in versions}
    around = _Around(
        amendments_by_id(session, {one.because_id for one in versions if one.because_id}),
        names_of(session, {one.person_id for one in versions if one.person_id}),
        {revision_id: revision_row(session, revision_id) for revision_id in revisions},
        {revision_id: _base(session, row, revision_id) for revision_id in revisions},
    )
    return tuple(_version(one, row.language, around) for one in versions)


def _version(one: AmendmentVersion, language: str, around: _Around) -> VersionView:
    revision = around.revisions[one.revision_id]
    return VersionView(
        number=one.number,
        cause=one.cause,
        because=named(around.because[one.because_id]) if one.because_id else None,
        revision_number=revision.number if revision else 0,
        person=around.people[one.person_id] if one.person_id else "",
        at=one.at,
        comparisons=_compared(units_by_language(one.amended), around.bases[one.revision_id], language),
    )


def _compared(amended: Mapping[str, Unit], base: Mapping[str, Unit], first: str) -> dict[str, Comparison]:
    order = sorted(amended, key=lambda language: language != first)
    found: dict[str, Comparison] = {}
    for language in order:
        before = base.get(language) or Unit(amended[language].uid, amended[language].kind, ())
        found[language] = compare(before, change_between(before, amended[language]))
    return found


def _base(session: Session, row: Amendment, revision_id: UUID) -> Mapping[str, Unit]:
    if row.amends_id is not None:
        return amended_units(session, session.get_one(Amendment, row.amends_id), row.amends_version)
    if row.unit_uid == THEME_TITLE:
        revision = revision_row(session, revision_id)
        return title_units(revision.title if revision else {})
    return unit_texts(session, revision_id, row.unit_uid)
