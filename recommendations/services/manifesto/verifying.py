"""Whether a Word file says what was signed: anybody may ask, and sees what differs."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sqlalchemy.orm import Session

from exports.word import write_word
from recommendations.domain.anchors import PROPERTY_HASH, PROPERTY_LANGUAGE, PROPERTY_TEMPLATE
from recommendations.domain.held import ChangedParagraph, differing
from recommendations.domain.intake import PlainFile
from recommendations.intake.word.child import plain_file
from recommendations.services.manifesto.corrected import corrected_by
from recommendations.services.manifesto.publishing import publication
from recommendations.services.papers.dresses import dress_named
from recommendations.storage.database import db
from recommendations.storage.editions import Edition
from recommendations.storage.manifestos import ManifestoRow, is_intact, published_manifestos

MOST_DIFFERENCES = 200
_MOST_SEARCHED = 1_000_000
"""Characters at the end of a file in which hashes are looked for; ours have fewer altogether."""
_HASH = re.compile(r"(?:[0-9a-f]{8}\s*){8}")


class Verdict(StrEnum):
    """What can be said of a file: the file itself, its words only, words changed, or no manifesto of ours."""

    SAME_FILE = "same_file"
    SAME_WORDS = "same_words"
    CHANGED = "changed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Verification:
    """The verdict on a file, with the manifesto it was held against; ``is_signed`` says whether that is signed.

    ``edition`` is the edition's code, ``title`` its title by language; ``corrected_by`` is the number of the
    manifesto that is issued in its place, if there is one.
    """

    verdict: Verdict
    edition: str = ""
    title: Mapping[str, str] = field(default_factory=dict)
    number: int = 0
    sha256: str = ""
    language: str = ""
    is_signed: bool = False
    corrected_by: int | None = None
    differences: tuple[ChangedParagraph, ...] = ()
    more: int = 0


def verify(content: bytes) -> Verification:
    """Hold a Word file against the manifesto that it claims to be, by the hash that it carries.

    Raises:
        FileRefused: the file is not read.
        ReadersBusy: too many files are being read.
    """
    plain = plain_file(content)
    row = _manifesto_named_by(db.session(), plain)
    if row is None or not is_intact(row):
        return Verification(Verdict.UNKNOWN)
    return _held_against(db.session(), row, plain, content)


def _manifesto_named_by(session: Session, plain: PlainFile) -> ManifestoRow | None:
    named = [plain.properties.get(PROPERTY_HASH, "")]
    # Another program may have dropped the properties: the hash stands on the last page, too.
    said = "|".join(plain.paragraphs)[-_MOST_SEARCHED:]
    named += ["".join(found.split()) for found in reversed(_HASH.findall(said))]
    # Asked for once: a file can name more hashes than anybody should have looked up.
    known = published_manifestos(session)
    return next((session.get_one(ManifestoRow, known[one]) for one in named if one in known), None)


def _held_against(session: Session, row: ManifestoRow, plain: PlainFile, content: bytes) -> Verification:
    value = publication(session, row)
    said = plain.properties.get(PROPERTY_LANGUAGE, "")
    candidates = [said] if said in value.manifesto.languages else list(value.manifesto.languages)
    edition = session.get_one(Edition, row.edition_id)
    # Documents leave in a template, and say in which: ours is put into the same.
    dress = dress_named(session, edition.id, plain.properties.get(PROPERTY_TEMPLATE, ""))
    compared = [(language, dress(write_word(value, language))) for language in candidates]
    language, ours = max(compared, key=lambda one: _likeness(one[1], plain))
    newer = corrected_by(session, row)
    known = (edition.code, edition.title, row.number, row.sha256, language, bool(value.signatures), newer)
    if content == ours:
        return Verification(Verdict.SAME_FILE, *known)
    found = list(differing(plain_file(ours).paragraphs, plain.paragraphs))
    verdict = Verdict.CHANGED if found else Verdict.SAME_WORDS
    return Verification(verdict, *known, tuple(found[:MOST_DIFFERENCES]), max(0, len(found) - MOST_DIFFERENCES))


def _likeness(ours: bytes, plain: PlainFile) -> int:
    return len(set(plain_file(ours).paragraphs) & set(plain.paragraphs))
