"""How one amendment is tied to others: what excludes it and why, compromises with their consents, its parts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.amendments import STANDING, AmendmentState, Consent, LinkKind, StateReason
from recommendations.domain.encoding import units_by_language
from recommendations.domain.hunks import Relation, clashes
from recommendations.domain.text import Unit
from recommendations.domain.voting_list import item_from_json
from recommendations.services.amendments.lines import bases_of
from recommendations.services.amendments.standings import Stands, changes_of, level_of, stands_to
from recommendations.services.amendments.views import (
    Combination,
    ConsentView,
    Other,
    PartView,
    Rival,
    Ties,
    named,
)
from recommendations.storage.amendment_index import movers_of
from recommendations.storage.amendments import Amendment, amendments_by_id, amendments_on_theme, sub_amendments_of
from recommendations.storage.links import AmendmentLink, links_of
from recommendations.storage.people import names_of
from recommendations.storage.voting_lists import newest_list
from recommendations.storage.wordings import parts_of, wordings_of

_Found = Mapping[UUID, tuple[Amendment, Stands]]


@dataclass(frozen=True, slots=True)
class _Subject:
    """The amendment whose rivals are told, with its base and its links."""

    row: Amendment
    base: Mapping[str, Unit]
    links: Sequence[AmendmentLink]


def ties_of(session: Session, row: Amendment) -> Ties:
    """Everything that ties the amendment to another one."""
    subject = _Subject(row, bases_of(session, [row])[row.id], links_of(session, row.id))
    found = stands_to(session, row) if row.state.is_standing else {}
    rivals = _rivals(session, subject, found)
    return Ties(
        rivals=rivals,
        identical=_related(found, Relation.IDENTICAL),
        same_place=_related(found, Relation.SAME_PLACE),
        consents=_consents(session, subject.links),
        sub_amendments=tuple(named(sub) for sub in sub_amendments_of(session, row.id)),
        falls=_felled_by(session, row, [rival.other for rival in rivals]),
    )


def _felled_by(session: Session, row: Amendment, rivals: Sequence[Other]) -> tuple[Other, ...]:
    """Those that its adoption would fell: undecided, and not decided before it by the published voting list."""
    undecided = [other for other in rivals if other.state.is_pending and row.state.is_pending]
    published = newest_list(session, row.theme_id) if undecided else None
    items = [item_from_json(stored) for stored in published.items] if published else []
    placed = {one: place for place, item in enumerate(items) for one in item.amendment_ids}
    own = -1 if row.state is AmendmentState.IN_VOTE else placed.get(row.id, -1)
    return tuple(other for other in undecided if placed.get(other.id, own) >= own)


def _related(found: _Found, kind: Relation) -> tuple[Other, ...]:
    return tuple(named(other) for other, (is_kind, _) in found.values() if is_kind is kind)


def _rivals(session: Session, subject: _Subject, related: _Found) -> tuple[Rival, ...]:
    found = [(other, why) for other, (kind, why) in related.values() if kind is Relation.CONFLICT]
    members = movers_of(session, [other.id for other, _ in found])
    return tuple(_rival(subject, other, why, members[other.id][0]) for other, why in found)


def _rival(subject: _Subject, other: Amendment, why: StateReason, member: str) -> Rival:
    link = next((one for one in subject.links if _is_by_meaning(one) and other.id in {one.one_id, one.other_id}), None)
    return Rival(
        other=named(other),
        member=member,
        why=why,
        reason=link.reason if link else "",
        words=_common_words(subject, other),
        link_id=link.id if link else None,
    )


def _is_by_meaning(link: AmendmentLink) -> bool:
    return link.kind is LinkKind.EXCLUDES


def _common_words(subject: _Subject, other: Amendment) -> tuple[str, ...]:
    """The words of the base that both want, as they are read."""
    if level_of(subject.row) != level_of(other):
        return ()
    found = clashes(changes_of(subject.row), changes_of(other), subject.base)
    return tuple(dict.fromkeys(clash.words for clash in found if clash.words))


def _consents(session: Session, links: Sequence[AmendmentLink]) -> tuple[ConsentView, ...]:
    replacing = [link for link in links if link.kind is LinkKind.REPLACES]
    rows = amendments_by_id(session, {end for link in replacing for end in (link.one_id, link.other_id)})
    members = movers_of(session, rows.keys())
    people = names_of(session, {link.consent_by for link in replacing if link.consent_by})
    return tuple(
        ConsentView(
            compromise=named(rows[link.one_id]),
            replaced=named(rows[link.other_id]),
            member=members[link.other_id][0],
            consent=link.consent or Consent.ASKED,
            by=people[link.consent_by] if link.consent_by else "",
            at=link.consent_at,
        )
        for link in replacing
    )


def parts_seen(session: Session, row: Amendment) -> tuple[tuple[PartView, ...], tuple[Combination, ...]]:
    """The parts in which the amendment is voted, and the wording fixed for each combination of them."""
    parts = tuple(PartView(part.number, part.title, part.state) for part in parts_of(session, row.id))
    if not parts:
        return (), ()
    fixed = wordings_of(session, row.id)
    combinations = (Combination(tuple(sorted(numbers)), units_by_language(units)) for numbers, units in fixed.items())
    return parts, tuple(sorted(combinations, key=lambda one: (len(one.parts), one.parts)))


def linkable_with(session: Session, row: Amendment, ties: Ties) -> tuple[Other, ...]:
    """What can be tied to the amendment by its meaning: the theme's standing ones that do not exclude it yet."""
    known: set[UUID] = {row.id, *(rival.other.id for rival in ties.rivals)}
    rows = amendments_on_theme(session, row.theme_id, STANDING)
    return tuple(named(other) for other in rows if other.id not in known)
