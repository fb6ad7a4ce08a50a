"""The text with everything in it that was adopted: amendments, new units, titles, editorial corrections."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.amendments import IN_TEXT, AmendmentKind, Conflict
from recommendations.domain.canonical import Json
from recommendations.domain.corrections import CorrectionState
from recommendations.domain.encoding import units_by_language
from recommendations.domain.incorporation import NumberedChange, incorporate
from recommendations.domain.people import Actor
from recommendations.domain.proposals import THEME_TITLE
from recommendations.domain.revisions import RevisionText
from recommendations.domain.text import Unit
from recommendations.domain.words import words_of
from recommendations.services.amendments.standings import changes_of, words_of_new
from recommendations.services.amendments.wordings import title_units
from recommendations.services.recording import record
from recommendations.services.texts.corrections_in_text import with_corrections
from recommendations.services.texts.revisions import Frame, read_revision, store_revision
from recommendations.storage.amendments import Amendment, amendments_on
from recommendations.storage.corrections import Correction
from recommendations.storage.editions import Theme
from recommendations.storage.texts import Revision

Units = dict[str, tuple[Unit, ...]]


def consolidate(session: Session, tabled_id: UUID, actor: Actor | None) -> Revision:
    """The tabled revision with everything adopted and every applied correction in it is the theme's newest one.

    Raises:
        Conflict: two adopted amendments exclude each other, or leave nothing of a unit; nothing is stored.
    """
    tabled = read_revision(session, tabled_id)
    theme = session.get_one(Theme, tabled.theme_id)
    adopted = in_text(amendments_on(session, tabled_id, IN_TEXT))
    units, displaced = with_corrections(session, theme.id, consolidated_units(tabled, adopted))
    _displace(session, displaced, actor)
    frame = Frame(consolidated_title(tabled.title, adopted), tabled.origins)
    # Every page names the theme as the assembly has decided; what was tabled stays in the tabled revision.
    theme.title = dict(frame.title) or theme.title
    revision = store_revision(session, theme.id, units, base_id=tabled_id, actor=actor, frame=frame)
    payload: dict[str, Json] = {
        "theme": str(theme.id),
        "revision": revision.number,
        "sha256": revision.sha256,
        "amendments": [amendment.label for amendment in adopted],
    }
    record(session, theme.edition_id, "revision-consolidated", payload, actor)
    return revision


def _displace(session: Session, displaced: Sequence[Correction], actor: Actor | None) -> None:
    for correction in displaced:
        correction.state = CorrectionState.DISPLACED
        payload: dict[str, Json] = {"correction": str(correction.id), "number": correction.number}
        record(session, correction.edition_id, "correction-displaced", payload, actor)


def in_text(rows: Iterable[Amendment]) -> list[Amendment]:
    """Those whose own words are in the text: a sub-amendment's are those of its amendment (case 8)."""
    return [row for row in rows if row.state.is_in_text and row.amends_id is None]


def consolidated_units(tabled: RevisionText, adopted: Sequence[Amendment]) -> Units:
    """Every unit with its adopted amendments, in every language; computed from the tabled text alone.

    Raises:
        Conflict: two of the amendments exclude each other, or together leave nothing of a unit.
    """
    changing: dict[str, list[Amendment]] = defaultdict(list)
    for row in adopted:
        changing[row.unit_uid].append(row)
    units = {
        language: tuple(_consolidated(unit, language, changing.get(unit.uid, ())) for unit in version)
        for language, version in tabled.plain_units().items()
    }
    return _with_new_units(units, adopted)


def _consolidated(unit: Unit, language: str, rows: Sequence[Amendment]) -> Unit:
    whole = incorporate(unit, language, [NumberedChange(row.number, changes_of(row)) for row in rows])
    if says_something(unit) and not says_something(whole):
        deleting = [row.label for row in rows if language in row.hunks]
        raise Conflict(one=deleting[-1], other=deleting[0])
    return whole


def says_something(unit: Unit) -> bool:
    """Whether the unit has a word outside of its title."""
    return any(words_of(paragraph.spans).tokens for paragraph in unit.paragraphs)


def consolidated_title(title: Mapping[str, str], adopted: Sequence[Amendment]) -> dict[str, str]:
    """The theme's title with what was adopted of it, in every language.

    Raises:
        Conflict: two of the amendments exclude each other.
    """
    changes = [NumberedChange(row.number, changes_of(row)) for row in adopted if row.unit_uid == THEME_TITLE]
    units = title_units(title)
    return {language: incorporate(unit, language, changes).title for language, unit in units.items()}


def _with_new_units(units: Units, adopted: Sequence[Amendment]) -> Units:
    """New units stand behind their neighbours, those behind the same one in filing order; the same words once."""
    distinct = {words_of_new(row): row for row in reversed(adopted) if row.kind is AmendmentKind.NEW_UNIT}
    # Behind the same neighbour the last one is put first, so that the first filed comes to stand first.
    for row in sorted(distinct.values(), key=lambda row: row.number, reverse=True):
        for language, unit in units_by_language(row.amended).items():
            version = units.get(language, ())
            place = _place(units, language, row.placed_after)
            units[language] = (*version[:place], unit, *version[place:])
    return units


def _place(units: Units, language: str, uid: str | None) -> int:
    """Where a unit behind this one begins; a version that lacks it goes by the first version's order."""
    own = [unit.uid for unit in units.get(language, ())]
    first = [unit.uid for unit in next(iter(units.values()), ())]
    before = first[: first.index(uid) + 1] if uid in first else [uid]
    return max((own.index(known) + 1 for known in before if known in own), default=0)
