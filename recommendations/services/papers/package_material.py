"""Everything a submission package says, read once into frozen values, so that all its parts say the same."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from sqlalchemy.orm import Session

from recommendations.domain.adoption import LanguageIncomplete, ManuscriptDamaged, NothingAdopted
from recommendations.domain.deliveries import Delivery, RecipientLine
from recommendations.domain.language_check import LanguagesDiverge, LanguageStale
from recommendations.domain.papers import AmendmentList, Minutes, Redline, Roll
from recommendations.services.manifesto.exporting import ensure_deliverable
from recommendations.services.manifesto.publishing import publication
from recommendations.services.papers.amendment_lists import amendment_list
from recommendations.services.papers.dresses import Dress, undressed
from recommendations.services.papers.minutes import minutes
from recommendations.services.papers.recipients import recipient_lines
from recommendations.services.papers.redlines import redline
from recommendations.services.papers.rolls import roll
from recommendations.services.papers.telling import Teller
from recommendations.services.papers.working_papers import day_there
from recommendations.services.texts.revisions import tabled_revision
from recommendations.storage.database import now
from recommendations.storage.editions import Edition, themes_of
from recommendations.storage.manifestos import ManifestoRow, is_intact

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Material:
    """What the parts of a package are written from; ``number`` is the manifesto's.

    There is no ``redline`` where nothing that was adopted had been tabled in an earlier form. ``dress`` gives the Word
    files their look.
    """

    number: int
    delivery: Delivery
    recipients: tuple[RecipientLine, ...]
    redline: Redline | None
    minutes: Minutes
    roll: Roll
    amendments: tuple[AmendmentList, ...]
    dress: Dress = undressed


def material(session: Session, row: ManifestoRow, teller: Teller, dress: Dress = undressed) -> Material:
    """The material of the package of this manifesto, as everything stands now.

    Raises:
        ManuscriptDamaged: the stored text no longer has its hash.
    """
    if not is_intact(row):
        raise ManuscriptDamaged
    edition = session.get_one(Edition, row.edition_id)
    return Material(
        number=row.number,
        delivery=_in_turn(lambda: _delivery(session, row, edition)),
        recipients=recipient_lines(session, edition.id),
        redline=_in_turn(lambda: _redline(session, row, teller)),
        minutes=_in_turn(lambda: minutes(session, edition, teller)),
        roll=_in_turn(lambda: roll(session, row, teller)),
        amendments=tuple(_amendments(session, edition)),
        dress=dress,
    )


def _in_turn(read: Callable[[], T]) -> T:
    """What is read, after whoever else is waiting to be served."""
    time.sleep(0)
    return read()


def _delivery(session: Session, row: ManifestoRow, edition: Edition) -> Delivery:
    value = publication(session, row)
    languages = value.manifesto.languages
    ready = tuple(language for language in languages if _is_deliverable(session, row, language))
    left_out = tuple(language for language in languages if language not in ready)
    return Delivery(value, day_there(edition, now()), ready, left_out, edition.register_number)


def _is_deliverable(session: Session, row: ManifestoRow, language: str) -> bool:
    try:
        ensure_deliverable(session, row, language)
    except (LanguageIncomplete, LanguageStale, LanguagesDiverge):
        return False
    return True


def _redline(session: Session, row: ManifestoRow, teller: Teller) -> Redline | None:
    try:
        return redline(session, row, teller)
    except NothingAdopted:
        return None


def _amendments(session: Session, edition: Edition) -> Iterator[AmendmentList]:
    for theme in themes_of(session, edition.id):
        revision = tabled_revision(session, theme.id)
        listed = _in_turn(partial(amendment_list, session, theme, revision)) if revision is not None else None
        if listed is not None and listed.sheets:
            yield listed
