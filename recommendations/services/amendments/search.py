"""Amendments found by words: number, title, proposer, reason, and the words that they take out or put in."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.encoding import units_by_language
from recommendations.domain.hunks import Hunk, UnitChange, base_words
from recommendations.domain.text import Span, Unit
from recommendations.domain.words import Token, Words, plain_text
from recommendations.services.amendments.lines import bases_of
from recommendations.services.amendments.standings import changes_of
from recommendations.storage.amendment_index import Entry
from recommendations.storage.amendments import Amendment, amendments_by_id

_MOST_KEPT = 20_000
_WORDS: dict[tuple[UUID, int], str] = {}


def folded(text: str) -> str:
    """The text without capitals, accents and joined letters, so that it is found however it is typed."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


@lru_cache(maxsize=_MOST_KEPT)
def _folded(text: str) -> str:
    return folded(text)


def saying(session: Session, found: Sequence[Entry], words: str) -> set[UUID]:
    """Those of the amendments in which each of the words stands somewhere."""
    sought = folded(words).split()
    heads = {entry.id: f"a{entry.number:02d} {_folded(_about(entry))}" for entry in found}
    rest = [entry for entry in found if not all(word in heads[entry.id] for word in sought)]
    changed = _changed_words(session, rest)
    matching = {entry.id for entry in found} - {entry.id for entry in rest}
    for entry in rest:
        if all(word in heads[entry.id] or word in changed[entry.id] for word in sought):
            matching.add(entry.id)
    return matching


def _about(entry: Entry) -> str:
    return f"{entry.title} {entry.member} {entry.person} {entry.reason}"


def _changed_words(session: Session, found: Sequence[Entry]) -> dict[UUID, str]:
    """What each amendment takes out and puts in, kept by version: a version never changes."""
    if len(_WORDS) > _MOST_KEPT:
        _WORDS.clear()
    versions = {entry.id: entry.version for entry in found}
    unknown = [amendment_id for amendment_id, version in versions.items() if (amendment_id, version) not in _WORDS]
    rows = list(amendments_by_id(session, unknown).values())
    bases = bases_of(session, rows)
    for row in rows:
        _WORDS[row.id, row.version] = folded(" ".join(_texts(row, bases[row.id])))
        versions[row.id] = row.version
    return {amendment_id: _WORDS[amendment_id, version] for amendment_id, version in versions.items()}


def _texts(row: Amendment, base: Mapping[str, Unit]) -> Iterator[str]:
    for language, change in changes_of(row).items():
        if language in base:
            yield from _changed(base[language], change)
    for language, unit in units_by_language(row.amended).items():
        if language not in base:
            yield from (unit.title, *(paragraph.plain for paragraph in unit.paragraphs))


def _changed(base: Unit, change: UnitChange) -> Iterator[str]:
    hunks = (*change.hunks, *(hunk for move in change.moves for hunk in (move.source, move.target)))
    for hunk in hunks:
        yield _read(_words_at(base, hunk))
        yield _read(hunk.new)
    yield from (paragraph.plain for paragraph in base.paragraphs if paragraph.uid in change.deleted)
    yield from (new.paragraph.plain for new in change.inserted)


def _words_at(base: Unit, hunk: Hunk) -> Sequence[Token]:
    return _base_words(base, hunk.paragraph).tokens[hunk.start : hunk.end]


@lru_cache(maxsize=4096)
def _base_words(base: Unit, paragraph: str) -> Words:
    return base_words(base, paragraph)


def _read(tokens: Sequence[Token]) -> str:
    spans: list[Span] = [span for token in tokens for span in token.spans]
    return plain_text(spans)
