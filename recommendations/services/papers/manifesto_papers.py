"""The papers around a manifesto: its redline against what was tabled, the minutes, the roll."""

from collections.abc import Callable, Mapping

from sqlalchemy.orm import Session

from exports.minutes import write_minutes
from exports.roll import write_roll
from exports.word import write_redline
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted
from recommendations.domain.refusals import NotFound
from recommendations.services.manifesto.exporting import ensure_deliverable
from recommendations.services.manifesto.manifestos import own_manifesto
from recommendations.services.papers.dresses import dress_of
from recommendations.services.papers.minutes import minutes
from recommendations.services.papers.redlines import redline
from recommendations.services.papers.rolls import roll
from recommendations.services.papers.telling import Teller
from recommendations.storage.database import db
from recommendations.storage.editions import Edition
from recommendations.storage.manifestos import ManifestoRow


def manifesto_paper(actor: Actor, number: int, kind: str, language: str, teller: Teller) -> tuple[str, bytes]:
    """File name and content of one of the papers around the manifesto, in one language.

    Raises:
        NotPermitted, ManuscriptDamaged, TemplateUnfit.
        NotFound: no such manifesto, paper or language.
        LanguageIncomplete, LanguageStale, LanguagesDiverge: the redline is not delivered where the text is not.
    """
    ensure_permitted(actor, Action.EXPORT_MANIFESTO, Subject(actor.edition_id))
    session = db.session()
    return written(session, own_manifesto(session, actor, number), kind, language, teller)


def written(session: Session, row: ManifestoRow, kind: str, language: str, teller: Teller) -> tuple[str, bytes]:
    """File name and content of one of the papers around this manifesto, in one language.

    Raises:
        ManuscriptDamaged, LanguageIncomplete, LanguageStale, LanguagesDiverge, TemplateUnfit.
        NotFound: no such paper or language.
    """
    languages = session.get_one(Edition, row.edition_id).languages
    if kind not in WRITERS or language not in languages:
        raise NotFound
    content = WRITERS[kind](session, row, language, teller)
    return f"manifesto-{row.number}-{kind}-{language}.docx", dress_of(session, row.edition_id)(content)


def _redline(session: Session, row: ManifestoRow, language: str, teller: Teller) -> bytes:
    ensure_deliverable(session, row, language)
    return write_redline(redline(session, row, teller), language)


def _minutes(session: Session, row: ManifestoRow, language: str, teller: Teller) -> bytes:
    return write_minutes(minutes(session, session.get_one(Edition, row.edition_id), teller), language)


def _roll(session: Session, row: ManifestoRow, language: str, teller: Teller) -> bytes:
    return write_roll(roll(session, row, teller), language)


WRITERS: Mapping[str, Callable[[Session, ManifestoRow, str, Teller], bytes]] = {
    "redline": _redline,
    "minutes": _minutes,
    "roll": _roll,
}
"""The papers by the names that stand in addresses."""
