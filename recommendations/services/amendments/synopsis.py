"""The synopsis: for each unit the tabled text, every amendment to it, and the text as it stands, in one language."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.comparison import Comparison
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted
from recommendations.domain.proposals import THEME_TITLE
from recommendations.domain.refusals import NotFound
from recommendations.domain.revisions import NumberedUnit, RevisionText
from recommendations.services.amendments.lines import bases_of, comparisons_of, lines_of
from recommendations.services.amendments.views import AmendmentLine, Texts, ThemeLabel, theme_label
from recommendations.services.texts.revisions import newest_revision, tabled_revision
from recommendations.services.texts.themes import own_theme
from recommendations.storage.amendment_index import of_revision
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import db
from recommendations.storage.editions import Edition
from recommendations.storage.revisions import revision_row


@dataclass(frozen=True, slots=True)
class SynopsisEntry:
    """An amendment beside the text: its change in the language shown, or in its own where it changes only that."""

    line: AmendmentLine
    language: str
    comparison: Comparison | None


@dataclass(frozen=True, slots=True)
class SynopsisRow:
    """A unit: as tabled, its amendments in filing order, and as it stands; None where it is not in that text."""

    uid: str
    base: NumberedUnit | None
    entries: tuple[SynopsisEntry, ...]
    result: NumberedUnit | None

    @property
    def shown(self) -> NumberedUnit | None:
        """The unit in whichever text has it."""
        return self.base or self.result

    @property
    def is_changed(self) -> bool:
        """Whether it now reads otherwise than it was tabled."""
        return self.base is None or self.result is None or self.base.unit != self.result.unit


@dataclass(frozen=True, slots=True)
class Synopsis:
    """The whole theme, or one unit of it; ``title_entries`` are the amendments to the title of the theme."""

    theme: ThemeLabel
    languages: tuple[str, ...]
    language: str
    tabled_number: int
    newest_number: int
    titles: tuple[str, str]
    title_entries: tuple[SynopsisEntry, ...]
    rows: tuple[SynopsisRow, ...]
    addressees: Mapping[str, Texts]


def synopsis(actor: Actor, theme_id: UUID, language: str, uid: str | None = None) -> Synopsis:
    """The synopsis in this language, or in the first there is where the text does not have it.

    Raises:
        NotPermitted.
        NotFound: nothing is frozen, or the text has no such unit.
    """
    ensure_permitted(actor, Action.READ_EDITION, Subject(actor.edition_id, theme_id))
    session = db.session()
    theme = own_theme(session, actor, theme_id)
    tabled, newest = tabled_revision(session, theme_id), newest_revision(session, theme_id)
    if tabled is None or newest is None:
        raise NotFound
    shown = language if language in tabled.languages else tabled.languages[0]
    entries = _entries(session, actor, of_revision(session, tabled.id), shown)
    rows = tuple(row for row in _rows(tabled, newest, entries, shown) if uid in {None, row.uid})
    if not rows:
        raise NotFound
    return Synopsis(
        theme=theme_label(theme),
        languages=tabled.languages,
        language=shown,
        tabled_number=tabled.number,
        newest_number=newest.number,
        titles=(_title(session, tabled, shown, theme.title), _title(session, newest, shown, theme.title)),
        title_entries=tuple(entries.get(THEME_TITLE, ())) if uid is None else (),
        rows=rows,
        addressees=session.get_one(Edition, actor.edition_id).addressees,
    )


def _title(session: Session, revision: RevisionText, language: str, title: Texts) -> str:
    row = revision_row(session, revision.id)
    kept = row.title if row is not None and row.title else title
    return kept.get(language) or next(iter(kept.values()), "")


def _entries(
    session: Session, actor: Actor, rows: Sequence[Amendment], language: str
) -> dict[str, list[SynopsisEntry]]:
    bases = bases_of(session, rows)
    found: dict[str, list[SynopsisEntry]] = {}
    for row, line in zip(rows, lines_of(session, actor, rows), strict=True):
        changes = comparisons_of(row, bases[row.id])
        spoken = language if language in changes else next(iter(changes), language)
        found.setdefault(row.unit_uid, []).append(SynopsisEntry(line, spoken, changes.get(spoken)))
    return found


def _rows(
    tabled: RevisionText, newest: RevisionText, entries: Mapping[str, Sequence[SynopsisEntry]], language: str
) -> Iterator[SynopsisRow]:
    before = {numbered.unit.uid: numbered for numbered in tabled.units.get(language, ())}
    after = {numbered.unit.uid: numbered for numbered in newest.units.get(language, ())}
    listed = dict.fromkeys((*_in_place(before, after), *(uid for uid in entries if uid != THEME_TITLE)))
    for uid in listed:
        yield SynopsisRow(uid, before.get(uid), tuple(entries.get(uid, ())), after.get(uid))


def _in_place(before: Mapping[str, NumberedUnit], after: Mapping[str, NumberedUnit]) -> list[str]:
    """All units in the order of the text: one that an amendment has brought stands where it stands now."""
    listed = list(before)
    previous = -1
    for uid in after:
        if uid not in before:
            listed.insert(previous + 1, uid)
        previous = listed.index(uid)
    return listed
