"""The amendments to a theme's tabled text, as they are laid on the table."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from recommendations.domain.amendments import AmendmentKind, AmendmentState
from recommendations.domain.hunks import change_between
from recommendations.domain.manuscript import in_order
from recommendations.domain.papers import AmendmentList, AmendmentSheet
from recommendations.domain.proposals import THEME_TITLE
from recommendations.domain.revisions import RevisionText
from recommendations.domain.statements import statements
from recommendations.domain.text import UnitKind
from recommendations.services.amendments.wordings import amended_units, base_units
from recommendations.services.papers.working_papers import addressees_of, day_there
from recommendations.storage.amendments import Amendment, amendments_on, proposers
from recommendations.storage.editions import Edition, Theme

# What never came before the assembly is not on the table.
_OFF_THE_TABLE = frozenset(
    {
        AmendmentState.SEEKING_SUPPORT,
        AmendmentState.LATE,
        AmendmentState.NOT_ADMITTED,
        AmendmentState.INADMISSIBLE,
        AmendmentState.NEEDS_REBASE,
    }
)


def amendment_list(session: Session, theme: Theme, revision: RevisionText) -> AmendmentList:
    """Every amendment on the revision that came before the assembly, in the order of the text, then of filing."""
    edition = session.get_one(Edition, theme.edition_id)
    languages = tuple(edition.languages)
    rows = amendments_on(session, revision.id, set(AmendmentState) - _OFF_THE_TABLE)
    return AmendmentList(
        edition=in_order(edition.title, languages),
        theme=theme.code,
        number=theme.number,
        title=in_order(revision.title or theme.title, languages),
        revision=revision.number,
        sha256=revision.sha256,
        tabled_on=day_there(edition, revision.frozen_at),
        sheets=tuple(_sheets(session, revision, rows)),
        addressees=addressees_of(edition),
        notice=in_order(edition.notice, languages),
    )


def _sheets(session: Session, revision: RevisionText, rows: Sequence[Amendment]) -> list[AmendmentSheet]:
    named = proposers(session, [row.id for row in rows])
    places = {unit.unit.uid: place for place, unit in enumerate(next(iter(revision.units.values()), ()))}
    ordered = sorted(rows, key=lambda row: (_place(row, places), row.number))
    return [_sheet(session, revision, row, named.get(row.id, ("", ""))[0]) for row in ordered]


def _place(row: Amendment, places: dict[str, int]) -> float:
    if row.unit_uid == THEME_TITLE:
        return -1
    # A new unit stands behind its neighbour, before what follows that.
    if row.kind is AmendmentKind.NEW_UNIT:
        return places.get(row.placed_after or "", -1) + 0.5
    return places.get(row.unit_uid, len(places))


def _sheet(session: Session, revision: RevisionText, row: Amendment, author: str) -> AmendmentSheet:
    # A change of another language alone is shown in that language.
    language = row.language if row.language in row.amended else next(iter(row.amended), row.language)
    base = base_units(session, row).get(language)
    amended = amended_units(session, row).get(language)
    shown = base or amended
    told = statements(base, change_between(base, amended)) if base is not None and amended is not None else ()
    return AmendmentSheet(
        label=row.label,
        authors=(author,) if author else (),
        unit_number=revision.number_of(row.unit_uid),
        kind=shown.kind if shown else UnitKind.RECOMMENDATION,
        language=language,
        base=base,
        amended=amended,
        reason=row.reason,
        instructions=tuple(told),
    )
