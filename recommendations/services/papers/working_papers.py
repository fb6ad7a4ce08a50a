"""The working paper of a theme: its tabled text with the numbers and lines of the screen."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from recommendations.domain.manuscript import in_order
from recommendations.domain.papers import Addressees, WorkingPaper
from recommendations.domain.revisions import RevisionText
from recommendations.storage.editions import Edition, Theme


def working_paper(session: Session, theme: Theme, revision: RevisionText) -> WorkingPaper:
    """The revision of the theme as a paper."""
    edition = session.get_one(Edition, theme.edition_id)
    languages = tuple(edition.languages)
    return WorkingPaper(
        edition=in_order(edition.title, languages),
        theme=theme.code,
        number=theme.number,
        title=in_order(revision.title or theme.title, languages),
        revision=revision.number,
        sha256=revision.sha256,
        frozen_on=day_there(edition, revision.frozen_at),
        units=tuple(revision.units.items()),
        addressees=addressees_of(edition),
        notice=in_order(edition.notice, languages),
    )


def addressees_of(edition: Edition) -> Addressees:
    """The names of the edition's addressees, by code."""
    languages = tuple(edition.languages)
    return tuple((code, in_order(names, languages)) for code, names in sorted(edition.addressees.items()))


def day_there(edition: Edition, at: datetime) -> str:
    """The day at the place of the conference, as ISO date."""
    return at.astimezone(ZoneInfo(edition.time_zone)).date().isoformat()
