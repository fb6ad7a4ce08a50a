"""What has become of an amendment: every act from the record, every wording it has had, every poll on it."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.canonical import Json
from recommendations.domain.comparison import Comparison, compare
from recommendations.domain.encoding import units_by_language
from recommendations.domain.hunks import change_between
from recommendations.domain.proposals import THEME_TITLE
from recommendations.domain.text import Unit
from recommendations.services.amendments.views import Act, Other, VersionView, named
from recommendations.services.amendments.wordings import amended_units, title_units
from recommendations.services.texts.revisions import unit_texts
from recommendations.services.voting.pages import PollLine, poll_lines
from recommendations.storage.amendment_index import acts_on, polls_on
from recommendations.storage.amendments import Amendment, amendments_by_id
from recommendations.storage.people import Person
from recommendations.storage.record import names_in
from recommendations.storage.revisions import revision_row
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


def versions_seen(session: Session, row: Amendment) -> tuple[VersionView, ...]:
    """Every wording the amendment has had, oldest first, each compared with the text it then changed."""
    versions = versions_of(session, row.id)
    because = amendments_by_id(session, {one.because_id for one in versions if one.because_id})
    return tuple(
        _version(session, row, one, named(because[one.because_id]) if one.because_id else None) for one in versions
    )


def _version(session: Session, row: Amendment, one: AmendmentVersion, because: Other | None) -> VersionView:
    revision = revision_row(session, one.revision_id)
    return VersionView(
        number=one.number,
        cause=one.cause,
        because=because,
        revision_number=revision.number if revision else 0,
        person=session.get_one(Person, one.person_id).name if one.person_id else "",
        at=one.at,
        comparisons=_compared(session, row, one),
    )


def _compared(session: Session, row: Amendment, one: AmendmentVersion) -> dict[str, Comparison]:
    base = _base(session, row, one)
    amended = units_by_language(one.amended)
    order = sorted(amended, key=lambda language: language != row.language)
    found: dict[str, Comparison] = {}
    for language in order:
        before = base.get(language) or Unit(amended[language].uid, amended[language].kind, ())
        found[language] = compare(before, change_between(before, amended[language]))
    return found


def _base(session: Session, row: Amendment, one: AmendmentVersion) -> Mapping[str, Unit]:
    if row.amends_id is not None:
        return amended_units(session, session.get_one(Amendment, row.amends_id), row.amends_version)
    if row.unit_uid == THEME_TITLE:
        revision = revision_row(session, one.revision_id)
        return title_units(revision.title if revision else {})
    return unit_texts(session, one.revision_id, row.unit_uid)
