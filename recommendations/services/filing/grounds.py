"""What a proposal changes: a unit of the tabled text, the theme's title, an amendment, or a place without a unit."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.amendments import AmendmentState, Procedure, RevisionSuperseded
from recommendations.domain.filing import NothingToAmend, ThirdDegree, WordingReplaced
from recommendations.domain.proposals import NEW_UNIT, THEME_TITLE, Proposal
from recommendations.domain.refusals import NotFound
from recommendations.domain.text import Unit, UnitKind
from recommendations.services.amendments.wordings import amended_units, texts_at
from recommendations.services.texts.revisions import unit_texts
from recommendations.storage.amendments import (
    Amendment,
    amendment_row,
    amendments_of_unit,
    new_units_on,
    sub_amendments_of,
)
from recommendations.storage.editions import Theme
from recommendations.storage.revisions import languages_of_theme, revision_row, tabled_revision_row
from recommendations.storage.texts import Revision

AMENDABLE = frozenset({AmendmentState.TABLED, AmendmentState.ADMISSIBLE, AmendmentState.POSTPONED})


@dataclass(frozen=True, slots=True)
class Ground:
    """The words to be changed, the authoritative language first, and everything filed on them, in filing order.

    ``parent`` is the amendment that a sub-amendment changes. A new unit has empty words and no uid yet.
    """

    revision_id: UUID
    uid: str
    texts: Mapping[str, Unit]
    filed: tuple[Amendment, ...]
    parent: Amendment | None = None

    @property
    def is_unit(self) -> bool:
        """Whether it is a unit of the frozen text itself."""
        return self.parent is None and self.uid not in {NEW_UNIT, THEME_TITLE}


def ground_of(session: Session, theme: Theme, proposal: Proposal) -> Ground:
    """What the proposal changes, as it stands now.

    Raises:
        NotFound: the text, the unit or the amendment is not of this theme.
        RevisionSuperseded: the text has been frozen again.
        ThirdDegree, NothingToAmend, WordingReplaced.
    """
    tabled = _tabled(session, theme, proposal)
    if proposal.procedure is Procedure.SUB_AMENDMENT:
        return _amendment(session, tabled, proposal)
    if proposal.unit_uid == NEW_UNIT:
        return _new_unit(session, theme, tabled, proposal)
    texts = texts_at(session, tabled.id, proposal.unit_uid)
    ordered = {language: texts[language] for language in languages_of_theme(session, theme.id) if language in texts}
    if not ordered:
        raise NotFound
    filed = amendments_of_unit(session, tabled.id, proposal.unit_uid)
    return Ground(tabled.id, proposal.unit_uid, ordered, tuple(row for row in filed if row.amends_id is None))


def _tabled(session: Session, theme: Theme, proposal: Proposal) -> Revision:
    named = revision_row(session, proposal.revision_id)
    tabled = tabled_revision_row(session, theme.id)
    if tabled is None or named is None or named.theme_id != theme.id:
        raise NotFound
    if tabled.id != named.id:
        raise RevisionSuperseded(number=tabled.number)
    return tabled


def _amendment(session: Session, tabled: Revision, proposal: Proposal) -> Ground:
    parent = amendment_row(session, proposal.amends_id) if proposal.amends_id else None
    if parent is None or parent.theme_id != tabled.theme_id:
        raise NotFound
    if parent.amends_id is not None:
        raise ThirdDegree
    if parent.state not in AMENDABLE or parent.revision_id != tabled.id:
        raise NothingToAmend(label=parent.label)
    if proposal.amends_version not in {None, parent.version}:
        raise WordingReplaced(label=parent.label)
    units = amended_units(session, parent)
    ordered = {code: units[code] for code in languages_of_theme(session, tabled.theme_id) if code in units}
    filed = [row for row in sub_amendments_of(session, parent.id) if row.amends_version == parent.version]
    return Ground(tabled.id, parent.unit_uid, ordered, tuple(filed), parent)


def _new_unit(session: Session, theme: Theme, tabled: Revision, proposal: Proposal) -> Ground:
    after = proposal.placed_after
    if after is not None and not unit_texts(session, tabled.id, after):
        raise NotFound
    empty = Unit(NEW_UNIT, UnitKind.RECOMMENDATION, ())
    texts = dict.fromkeys(languages_of_theme(session, theme.id), empty)
    filed = new_units_on(session, tabled.id)
    return Ground(tabled.id, NEW_UNIT, texts, tuple(row for row in filed if row.placed_after == after))
