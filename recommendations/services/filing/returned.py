"""Word files that come back: what they ask for is shown, and what their sender chooses is filed as amendments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.comparison import Comparison, compare
from recommendations.domain.hunks import change_between
from recommendations.domain.intake import ChangeKind, FoundChange, NamedFile, ReturnedPaper, TouchedUnit
from recommendations.domain.intake_encoding import paper_from_json, paper_to_json
from recommendations.domain.naming import Named, Naming, named
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted
from recommendations.domain.proposals import LONGEST_TITLE, Proposal, ensure_short
from recommendations.domain.refusals import NotFound, Refused
from recommendations.services.amendments.views import ThemeLabel, theme_label
from recommendations.services.filing.amending import file_amendment
from recommendations.services.filing.word_reading import against, can_file, read_edited, wanted
from recommendations.services.texts.revisions import tabled_revision
from recommendations.services.texts.themes import own_theme
from recommendations.storage.amendments import Amendment, amendments_by_id
from recommendations.storage.database import db, now, transaction
from recommendations.storage.deliveries import WordUpload, forget_old_uploads, forget_oldest_uploads
from recommendations.storage.editions import Edition, Theme

MOST_UPLOADS = 20
KEPT = timedelta(days=30)
_BY_KIND = {ChangeKind.SPLIT: Naming.SPLIT, ChangeKind.MERGE: Naming.MERGE}


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change with its difference; ``filed_as`` is the label of the amendment it has become, empty before.

    ``named`` is what it could be called; ``can_file`` says that it changes words that an amendment can change, and
    ``deletes_whole`` that nothing of its unit would be left. ``other_end`` is where moved words go, in another unit:
    the two are filed together. ``comes_from`` is the number of the change at which they are shown.
    """

    found: FoundChange
    comparison: Comparison | None
    named: Named
    can_file: bool
    filed_as: str
    amendment_id: UUID | None
    deletes_whole: bool = False
    other_end: "ChangeView | None" = None
    other_unit: str = ""
    comes_from: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether it can be chosen here and now."""
        return self.can_file and not self.filed_as and self.comes_from is None

    @property
    def is_doubtful(self) -> bool:
        """Whether a person should look at it before it is filed, or it asks for more than an amendment."""
        return bool(self.found.doubts) or self.deletes_whole

    @property
    def numbers(self) -> tuple[int, ...]:
        """The changes that are filed when it is chosen."""
        return (self.found.number, *((self.other_end.found.number,) if self.other_end else ()))


@dataclass(frozen=True, slots=True)
class UnitView:
    """A unit that the file touches, with its changes."""

    touched: TouchedUnit
    changes: tuple[ChangeView, ...]


@dataclass(frozen=True, slots=True)
class ReturnedPage:
    """What was found in a file; ``is_current`` says that the text it was read against is still the tabled one.

    ``addressees`` are the names of the edition's addressees, by code and language.
    """

    id: UUID
    name: str
    theme: ThemeLabel
    language: str
    paper: ReturnedPaper
    units: tuple[UnitView, ...]
    is_current: bool
    addressees: Mapping[str, dict[str, str]]

    @property
    def open_changes(self) -> list[ChangeView]:
        """What can be chosen, in the order of the file's units; nothing of an older text."""
        return [view for unit in self.units for view in unit.changes if view.is_open and self.is_current]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A change to be filed, under its short title and for its reason."""

    number: int
    title: str
    reason: str


def take_in(actor: Actor, theme_id: UUID, language: str, file: NamedFile) -> UUID:
    """The file is read against the tabled text, and kept as it came with what was found in it.

    Raises:
        NotPermitted, NotFound, ThemeMerged, TextTooLong.
        FileRefused: the file is not read.
        ReadersBusy: too many files are being read.
    """
    ensure_permitted(actor, Action.FILE_AMENDMENT, Subject(actor.edition_id, theme_id))
    ensure_short(file.name)
    text = against(db.session(), own_theme(db.session(), actor, theme_id))
    if language not in text.bases:
        raise NotFound
    # Reading takes a while: nothing may be locked meanwhile.
    db.session.rollback()
    paper, language = read_edited(file.content, text, language)
    with transaction() as session:
        row = WordUpload(
            edition_id=actor.edition_id,
            theme_id=theme_id,
            revision_id=text.revision.id,
            person_id=actor.person_id,
            language=language,
            name=file.name,
            sha256=sha256(file.content).hexdigest(),
            at=now(),
            found=paper_to_json(paper),
            content=file.content,
        )
        session.add(row)
        session.flush()
        forget_old_uploads(session, now() - KEPT)
        forget_oldest_uploads(session, actor.person_id, keep=MOST_UPLOADS)
        return row.id


def returned_page(actor: Actor, upload_id: UUID) -> ReturnedPage:
    """What was found in a file that the actor has sent.

    Raises:
        NotPermitted, NotFound.
    """
    row = _own_upload(db.session(), actor, upload_id)
    return _page(db.session(), row)


def file_chosen(actor: Actor, upload_id: UUID, chosen: Sequence[Chosen], *, accepts_late: bool) -> dict[int, Refused]:
    """Each chosen change is filed as an amendment of its own; what could not be filed comes back with its refusal.

    Sending the same choice again files nothing twice.

    Raises:
        NotPermitted, NotFound: there is no such file of the actor's, or no such change in it.
    """
    row = _own_upload(db.session(), actor, upload_id)
    paper = paper_from_json(row.found)
    known = {change.number: (unit, change) for unit in paper.units for change in unit.changes}
    if any(one.number not in known for one in chosen):
        raise NotFound
    theme_id = row.theme_id
    refused: dict[int, Refused] = {}
    filed: dict[str, str] = {}
    for one in chosen:
        proposal = _proposal(row, *known[one.number], one, accepts_late=accepts_late)
        try:
            filed[str(one.number)] = str(file_amendment(actor, theme_id, proposal))
        except Refused as refusal:
            refused[one.number] = refusal
    _remember(upload_id, filed)
    return refused


def _own_upload(session: Session, actor: Actor, upload_id: UUID) -> WordUpload:
    ensure_permitted(actor, Action.FILE_AMENDMENT, Subject(actor.edition_id))
    row = session.get(WordUpload, upload_id)
    if row is None or row.person_id != actor.person_id:
        raise NotFound
    return row


def _page(session: Session, row: WordUpload) -> ReturnedPage:
    paper = paper_from_json(row.found)
    filed = {int(number): UUID(identifier) for number, identifier in row.filed.items()}
    rows = amendments_by_id(session, set(filed.values()))
    amendments = {number: rows[identifier] for number, identifier in filed.items() if identifier in rows}
    tabled = tabled_revision(session, row.theme_id)
    return ReturnedPage(
        id=row.id,
        name=row.name,
        theme=theme_label(session.get_one(Theme, row.theme_id)),
        language=row.language,
        paper=paper,
        units=_paired([_unit_view(unit, amendments) for unit in paper.units]),
        is_current=tabled is not None and tabled.id == row.revision_id,
        addressees=session.get_one(Edition, row.edition_id).addressees,
    )


def _unit_view(touched: TouchedUnit, amendments: Mapping[int, Amendment]) -> UnitView:
    views = (_change_view(touched, change, amendments.get(change.number)) for change in touched.changes)
    return UnitView(touched, tuple(views))


def _change_view(touched: TouchedUnit, change: FoundChange, filed: Amendment | None) -> ChangeView:
    unit = wanted(touched, change)
    comparison = compare(touched.base, change_between(touched.base, unit)) if touched.base and unit else None
    return ChangeView(
        change,
        comparison,
        _named(touched, change),
        can_file(touched, change),
        filed.label if filed else "",
        filed.id if filed else None,
        unit is not None and not unit.paragraphs and bool(touched.base and touched.base.paragraphs),
    )


def _paired(units: Sequence[UnitView]) -> tuple[UnitView, ...]:
    """What is moved from one unit to another is shown once, at the end that comes first in the file."""
    homes = {view.found.number: (unit, view) for unit in units for view in unit.changes}
    return tuple(replace(unit, changes=tuple(_with_other_end(view, homes) for view in unit.changes)) for unit in units)


def _with_other_end(view: ChangeView, homes: Mapping[int, tuple[UnitView, ChangeView]]) -> ChangeView:
    home = homes.get(view.found.partner or 0)
    if home is None:
        return view
    unit, other = home
    if not (view.can_file and other.can_file) or bool(view.filed_as) != bool(other.filed_as):
        return view
    if other.found.number < view.found.number:
        return replace(view, comes_from=other.found.number)
    return replace(view, other_end=other, other_unit=unit.touched.number)


def _named(touched: TouchedUnit, change: FoundChange) -> Named:
    unit = wanted(touched, change)
    if unit is None:
        return Named(Naming.OTHER)
    said = named(touched.base, unit)
    if change.kind not in _BY_KIND:
        return said
    opening = next((one.plain for one in unit.paragraphs if one not in (touched.base or unit).paragraphs), said.old)
    return Named(_BY_KIND[change.kind], opening)


def _proposal(
    row: WordUpload, touched: TouchedUnit, change: FoundChange, one: Chosen, *, accepts_late: bool
) -> Proposal:
    unit = wanted(touched, change)
    return Proposal(
        revision_id=row.revision_id,
        unit_uid=touched.uid,
        language=row.language,
        amended={row.language: unit} if unit is not None else {},
        title=one.title[:LONGEST_TITLE],
        reason=one.reason,
        key=f"{row.id}:{change.number}",
        placed_after=touched.placed_after,
        accepts_late=accepts_late,
    )


def _remember(upload_id: UUID, filed: Mapping[str, str]) -> None:
    with transaction() as session:
        row = session.get_one(WordUpload, upload_id, with_for_update=True)
        row.filed = {**row.filed, **filed}
