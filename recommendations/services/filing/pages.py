"""What a filing form stands on: the words it begins with, and what can be chosen in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.amendments import AmendmentKind
from recommendations.domain.comparison import Comparison
from recommendations.domain.encoding import units_by_language
from recommendations.domain.filing import NothingToAmend, ThirdDegree
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted
from recommendations.domain.proposals import NEW_UNIT, THEME_TITLE
from recommendations.domain.refusals import NotFound
from recommendations.domain.revisions import NumberedParagraph, NumberedUnit, RevisionText
from recommendations.domain.text import Unit, UnitKind
from recommendations.services.amendments.lines import bases_of, comparisons_of
from recommendations.services.amendments.own import ensure_own, known_amendment
from recommendations.services.amendments.views import Other, Texts, ThemeLabel, named, theme_label
from recommendations.services.amendments.wordings import amended_units, title_units
from recommendations.services.filing.choices import Candidate, Mover, Place, candidates_for, movers_in, places_in
from recommendations.services.filing.grounds import AMENDABLE
from recommendations.services.texts.revisions import read_revision, tabled_revision
from recommendations.services.texts.themes import own_theme
from recommendations.storage.amendments import Amendment, amendment_row
from recommendations.storage.database import db
from recommendations.storage.editions import Edition, Theme


class FormKind(StrEnum):
    """What is written in a form."""

    UNIT = "unit"
    NEW_UNIT = "new_unit"
    THEME_TITLE = "theme_title"
    SUB_AMENDMENT = "sub_amendment"
    COMPROMISE = "compromise"
    ORAL = "oral"
    REBASE = "rebase"


@dataclass(frozen=True, slots=True)
class FilingPage:
    """The base of a form by language, the authoritative one first, and everything that is shown around it.

    ``amendment`` is the one that a sub-amendment changes, or that is adapted to a new text; ``own_words`` are
    then what it said before, by language, and ``own_changes`` what it changed on the old text.
    """

    kind: FormKind
    theme: ThemeLabel
    uid: str
    revision_id: UUID
    revision_number: int
    texts: Mapping[str, NumberedUnit]
    addressees: Mapping[str, Texts]
    amendment: Other | None = None
    version: int | None = None
    own_words: Mapping[str, Unit] | None = None
    own_changes: Mapping[str, Comparison] = field(default_factory=dict)
    reason: str = ""
    places: tuple[Place, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    movers: tuple[Mover, ...] = ()

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which it can be written, the authoritative one first."""
        return tuple(self.texts)

    @property
    def has_title_only(self) -> bool:
        """Whether nothing but a title is written in it."""
        return self.uid == THEME_TITLE

    @property
    def is_new(self) -> bool:
        """Whether a unit is written in it that the text does not have."""
        return self.uid == NEW_UNIT


PROPOSING = {FormKind.COMPROMISE: Action.PROPOSE_COMPROMISE, FormKind.ORAL: Action.JUDGE_AMENDMENT}


def unit_form(actor: Actor, theme_id: UUID, uid: str, kind: FormKind = FormKind.UNIT) -> FilingPage:
    """The form for a unit of the tabled text: an amendment, a compromise or an oral amendment.

    Raises:
        NotPermitted.
        NotFound: nothing is frozen, or the frozen text has no such unit.
    """
    session = db.session()
    theme, tabled = _tabled(session, actor, theme_id, kind)
    if not tabled.unit_texts(uid):
        raise NotFound
    page = _page(session, theme, tabled, kind, uid, tabled.versions(uid))
    if kind is FormKind.COMPROMISE:
        return replace(page, candidates=candidates_for(session, tabled.id, uid))
    return replace(page, movers=movers_in(session, theme.edition_id)) if kind is FormKind.ORAL else page


def new_unit_form(actor: Actor, theme_id: UUID) -> FilingPage:
    """The form for a recommendation that the tabled text does not have.

    Raises:
        NotPermitted, NotFound.
    """
    session = db.session()
    theme, tabled = _tabled(session, actor, theme_id, FormKind.NEW_UNIT)
    page = _page(session, theme, tabled, FormKind.NEW_UNIT, NEW_UNIT, _empty(tabled))
    return replace(page, places=places_in(tabled))


def theme_title_form(actor: Actor, theme_id: UUID) -> FilingPage:
    """The form for another title of the theme.

    Raises:
        NotPermitted, NotFound.
    """
    session = db.session()
    theme, tabled = _tabled(session, actor, theme_id, FormKind.THEME_TITLE)
    return _page(session, theme, tabled, FormKind.THEME_TITLE, THEME_TITLE, _titles(theme, tabled))


def sub_amendment_form(actor: Actor, amendment_id: UUID) -> FilingPage:
    """The form for a change of an amendment, with that amendment's own words in it.

    Raises:
        NotPermitted, NotFound.
    """
    session = db.session()
    row = known_amendment(session, actor, amendment_id)
    theme = own_theme(session, actor, row.theme_id)
    ensure_permitted(actor, Action.FILE_AMENDMENT, Subject(theme.edition_id, theme.id))
    revision, words = read_revision(session, row.revision_id), amended_units(session, row)
    number = revision.number_of(row.unit_uid)
    texts = {language: _unplaced(words[language], number) for language in revision.languages if language in words}
    page = _page(session, theme, revision, FormKind.SUB_AMENDMENT, row.unit_uid, texts)
    before = revision.unit_texts(row.unit_uid)
    return replace(page, amendment=named(row), version=row.version, own_words=before)


def ensure_amendable(actor: Actor, amendment_id: UUID) -> None:
    """The amendment can be changed by a sub-amendment now; nobody begins to type otherwise.

    Raises:
        NotFound, ThirdDegree, NothingToAmend.
    """
    row = known_amendment(db.session(), actor, amendment_id)
    if row.amends_id is not None:
        raise ThirdDegree
    if row.state not in AMENDABLE:
        raise NothingToAmend(label=row.label)


def rebase_form(actor: Actor, amendment_id: UUID) -> FilingPage:
    """The form in which an amendment is adapted to the newest text, its old words beside it.

    Raises:
        NotPermitted.
        NotFound: the newest text has no such unit.
    """
    session = db.session()
    row = known_amendment(session, actor, amendment_id)
    ensure_own(row, actor, Action.WITHDRAW_AMENDMENT)
    theme, tabled = own_theme(session, actor, row.theme_id), tabled_revision(session, row.theme_id)
    if tabled is None or not (texts := _base_of(session, theme, tabled, row)):
        raise NotFound
    parent = amendment_row(session, row.amends_id) if row.amends_id else None
    is_new = row.kind is AmendmentKind.NEW_UNIT and parent is None
    page = _page(session, theme, tabled, FormKind.REBASE, NEW_UNIT if is_new else row.unit_uid, texts)
    return replace(
        page,
        amendment=named(row),
        version=parent.version if parent else None,
        own_words=units_by_language(row.amended),
        own_changes=comparisons_of(row, bases_of(session, [row])[row.id]),
        reason=row.reason,
        places=places_in(tabled) if is_new else (),
    )


def _base_of(session: Session, theme: Theme, tabled: RevisionText, row: Amendment) -> dict[str, NumberedUnit]:
    parent = amendment_row(session, row.amends_id) if row.amends_id else None
    if parent is not None:
        units, number = amended_units(session, parent), tabled.number_of(row.unit_uid)
        return {language: _unplaced(units[language], number) for language in tabled.languages if language in units}
    if row.kind is AmendmentKind.NEW_UNIT:
        return _empty(tabled)
    return _titles(theme, tabled) if row.unit_uid == THEME_TITLE else tabled.versions(row.unit_uid)


def _empty(tabled: RevisionText) -> dict[str, NumberedUnit]:
    empty = NumberedUnit("", Unit(NEW_UNIT, UnitKind.RECOMMENDATION, ()), ())
    return dict.fromkeys(tabled.languages, empty)


def _titles(theme: Theme, tabled: RevisionText) -> dict[str, NumberedUnit]:
    titles = title_units(tabled.title or theme.title)
    return {language: NumberedUnit("", titles[language], ()) for language in tabled.languages if language in titles}


def _tabled(session: Session, actor: Actor, theme_id: UUID, kind: FormKind) -> tuple[Theme, RevisionText]:
    theme = own_theme(session, actor, theme_id)
    action = PROPOSING.get(kind, Action.FILE_AMENDMENT)
    ensure_permitted(actor, action, Subject(theme.edition_id, theme_id))
    tabled = tabled_revision(session, theme_id)
    if tabled is None:
        raise NotFound
    return theme, tabled


def _page(
    session: Session,
    theme: Theme,
    revision: RevisionText,
    kind: FormKind,
    uid: str,
    texts: Mapping[str, NumberedUnit],
) -> FilingPage:
    addressees = session.get_one(Edition, theme.edition_id).addressees
    return FilingPage(kind, theme_label(theme), uid, revision.id, revision.number, texts, addressees)


def _unplaced(unit: Unit, number: str) -> NumberedUnit:
    """A unit that stands in no frozen text, so its lines have no numbers."""
    return NumberedUnit(number, unit, tuple(NumberedParagraph(paragraph, 0, (0,)) for paragraph in unit.paragraphs))
