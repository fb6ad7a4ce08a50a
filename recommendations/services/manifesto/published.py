"""The adopted manifesto as anybody reads it, without signing in."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from recommendations.domain.composing import missing_texts
from recommendations.domain.manifesto import Manifesto, Publication
from recommendations.domain.refusals import NotFound
from recommendations.services.manifesto.corrected import CorrigendumNote, corrected_by, note_behind
from recommendations.services.manifesto.exporting import written
from recommendations.services.manifesto.publishing import ManifestoLine, held_from_delivery, manifesto_line, publication
from recommendations.storage.database import db
from recommendations.storage.editions import Edition, edition_by_code
from recommendations.storage.manifestos import ManifestoRow, is_intact, manifesto_by_number


@dataclass(frozen=True, slots=True)
class PublishedManifesto:
    """What strangers read: the text with signatures, members and votes.

    ``deliverable`` are the languages that can be taken away as a file; ``corrected_by`` is the number of the
    manifesto that is signed in its place, if there is one, ``corrects`` the corrigendum that made this one.
    ``time_zone`` is that of the place where the assembly meets.
    """

    edition: str
    line: ManifestoLine
    publication: Publication
    is_intact: bool
    deliverable: tuple[str, ...]
    corrected_by: int | None
    corrects: CorrigendumNote | None
    time_zone: str

    @property
    def manifesto(self) -> Manifesto:
        """The text."""
        return self.publication.manifesto


def published(code: str, number: int) -> PublishedManifesto:
    """The adopted or signed manifesto of the edition with this code; capitals do not matter.

    Raises:
        NotFound: there is none, or the assembly has not adopted it.
        ManuscriptDamaged: the stored text is no manuscript.
    """
    session = db.session()
    edition, row = _open_to_all(session, code, number)
    value = publication(session, row)
    return PublishedManifesto(
        edition.code,
        manifesto_line(row),
        value,
        is_intact(row),
        _deliverable(session, row, value.manifesto) if is_intact(row) else (),
        corrected_by(session, row),
        note_behind(session, row),
        edition.time_zone,
    )


def published_file(code: str, number: int, language: str, kind: str) -> tuple[str, bytes]:
    """File name and content of an adopted manifesto in one language and format.

    Raises:
        NotFound, LanguageIncomplete, LanguageStale, LanguagesDiverge, ManuscriptDamaged.
    """
    session = db.session()
    edition, row = _open_to_all(session, code, number)
    name, content = written(session, row, language or edition.languages[0], kind)
    return f"{edition.code.lower()}-{name}", content


def _open_to_all(session: Session, code: str, number: int) -> tuple[Edition, ManifestoRow]:
    edition = edition_by_code(session, code)
    row = manifesto_by_number(session, edition.id, number) if edition else None
    if edition is None or row is None or not row.state.is_open_to_signature:
        raise NotFound
    return edition, row


def _deliverable(session: Session, row: ManifestoRow, manifesto: Manifesto) -> tuple[str, ...]:
    held = held_from_delivery(session, row, manifesto)
    return tuple(one for one in manifesto.languages if one not in held and not missing_texts(manifesto, one))
