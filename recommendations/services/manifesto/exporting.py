"""Documents of a manifesto: written from the frozen publication, refused when the text is not what it was."""

from collections.abc import Callable, Mapping
from uuid import UUID

from sqlalchemy.orm import Session

from exports.json_file import write_json
from exports.word import write_word
from recommendations.domain.adoption import LanguageIncomplete, ManifestoState, ManuscriptDamaged
from recommendations.domain.composing import missing_texts
from recommendations.domain.manifesto import Publication
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted
from recommendations.domain.refusals import NotFound
from recommendations.services.manifesto.language_checks import ensure_languages_agree
from recommendations.services.manifesto.manifestos import own_manifesto
from recommendations.services.manifesto.publishing import publication
from recommendations.services.papers.dresses import Dress, dress_of
from recommendations.storage.database import db
from recommendations.storage.manifestos import ManifestoRow, is_intact, manifestos_of

Writer = Callable[[Publication, str], bytes]


def _json_of(value: Publication, _language: str) -> bytes:
    return write_json(value)


WRITERS: Mapping[str, Writer] = {"docx": write_word, "json": _json_of}
"""The formats; a Word file is written plainly first, and then put into its look."""
EVERY_LANGUAGE = frozenset({"json"})
"""Formats of which one file holds all languages."""


def export(number: int, language: str, kind: str, actor: Actor) -> tuple[str, bytes]:
    """File name and content of the manifesto in one language and format.

    Raises:
        NotPermitted, NotFound, LanguageIncomplete, LanguageStale, LanguagesDiverge, TemplateUnfit.
        ManuscriptDamaged: the stored text no longer has its hash.
    """
    ensure_permitted(actor, Action.EXPORT_MANIFESTO, Subject(actor.edition_id))
    return written(db.session(), own_manifesto(db.session(), actor, number), language, kind)


def written(
    session: Session, row: ManifestoRow, language: str, kind: str, dress: Dress | None = None
) -> tuple[str, bytes]:
    """File name and content of this manifesto in one language and format, in the look in force unless told another.

    Raises:
        NotFound, LanguageIncomplete, LanguageStale, LanguagesDiverge, ManuscriptDamaged, TemplateUnfit.
    """
    if not is_intact(row):
        raise ManuscriptDamaged
    value = publication(session, row)
    if kind not in WRITERS or language not in value.manifesto.languages:
        raise NotFound
    if kind not in EVERY_LANGUAGE:
        ensure_deliverable(session, row, language)
    content = WRITERS[kind](value, language)
    if kind in EVERY_LANGUAGE:
        return f"manifesto-{row.number}.{kind}", content
    return f"manifesto-{row.number}-{language}.{kind}", (dress or dress_of(session, row.edition_id))(content)


def ensure_deliverable(session: Session, row: ManifestoRow, language: str) -> None:
    """A draft says on its first page that it is one; what is signed was held against the other languages before.

    Raises:
        LanguageIncomplete, LanguageStale, LanguagesDiverge, ManuscriptDamaged.
    """
    manifesto = publication(session, row).manifesto
    if missing_texts(manifesto, language):
        raise LanguageIncomplete
    if row.state is ManifestoState.ADOPTED:
        ensure_languages_agree(session, row.edition_id, manifesto, language)


def most_final(session: Session, edition_id: UUID) -> ManifestoRow | None:
    """The newest signed manifesto, else the newest adopted one, else the newest."""
    rows = manifestos_of(session, edition_id)
    for states in ({ManifestoState.SIGNED}, {ManifestoState.ADOPTED}, set(ManifestoState)):
        found = [row for row in rows if row.state in states]
        if found:
            return found[0]
    return None
