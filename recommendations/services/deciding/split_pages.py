"""The form in which an amendment is cut into parts: what the house proposes for each, and for each combination."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.comparison import Comparison, compare
from recommendations.domain.encoding import units_by_language
from recommendations.domain.parts import MOST_PARTS
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted
from recommendations.domain.text import Unit
from recommendations.services.amendments.lines import lines_of
from recommendations.services.amendments.own import known_amendment
from recommendations.services.amendments.standings import changes_of
from recommendations.services.amendments.views import AmendmentLine, Texts
from recommendations.services.amendments.wordings import base_units
from recommendations.services.deciding.splitting import FEWEST_PARTS, Changes, computed, proposed_parts, some_of
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import db
from recommendations.storage.editions import Edition
from recommendations.storage.wordings import parts_of, wordings_of


@dataclass(frozen=True, slots=True)
class FormPart:
    """One part: its title so far, and what it changes where the house has cut it."""

    number: int
    title: str
    comparisons: Mapping[str, Comparison]


@dataclass(frozen=True, slots=True)
class FormWording:
    """How the unit would read with these parts; ``is_known`` is False where only people can say it."""

    numbers: frozenset[int]
    units: Mapping[str, Unit]
    is_known: bool

    @property
    def key(self) -> str:
        """What names the combination in forms: "1" or "1,2"."""
        return ",".join(map(str, sorted(self.numbers)))


@dataclass(frozen=True, slots=True)
class SplitPage:
    """The form: ``whole`` is the amendment's full wording; only changed paragraphs are worth showing."""

    line: AmendmentLine
    parts: tuple[FormPart, ...]
    wordings: tuple[FormWording, ...]
    base: Mapping[str, Unit]
    whole: Mapping[str, Unit]
    counts: tuple[int, ...]
    addressees: Mapping[str, Texts]


def split_page(actor: Actor, amendment_id: UUID, count: int | None = None) -> SplitPage:
    """The form for this many parts; without a number for as many as there are, or as the words suggest.

    Raises:
        NotPermitted, NotFound.
    """
    session = db.session()
    row = known_amendment(session, actor, amendment_id)
    ensure_permitted(actor, Action.ORDER_VOTES, Subject(row.edition_id, row.theme_id))
    base = base_units(session, row)
    whole = {language: unit for language, unit in units_by_language(row.amended).items() if language in base}
    by_itself = {part.number: part.changes for part in proposed_parts(session, row)}
    titles = [part.title for part in parts_of(session, row.id)]
    number = min(max(count or len(titles) or len(by_itself), FEWEST_PARTS), MOST_PARTS)
    changes = by_itself if len(by_itself) == number else {}
    base = {language: base[language] for language in changes_of(row) if language in base}
    return SplitPage(
        line=lines_of(session, actor, [row])[0],
        parts=tuple(_part(place, titles, changes, base) for place in range(number)),
        wordings=tuple(_wordings(session, row, base, changes, number)),
        base=base,
        whole=whole,
        counts=tuple(range(FEWEST_PARTS, MOST_PARTS + 1)),
        addressees=session.get_one(Edition, row.edition_id).addressees,
    )


def _part(place: int, titles: list[str], changes: Mapping[int, Changes], base: Mapping[str, Unit]) -> FormPart:
    own = changes.get(place + 1, {})
    shown = {language: compare(base[language], change) for language, change in own.items() if language in base}
    return FormPart(place + 1, titles[place] if place < len(titles) else "", shown)


def _wordings(
    session: Session, row: Amendment, base: Mapping[str, Unit], changes: Mapping[int, Changes], number: int
) -> Iterator[FormWording]:
    fixed = wordings_of(session, row.id) if len(parts_of(session, row.id)) == number else {}
    for numbers in some_of(number):
        words = units_by_language(fixed[numbers]) if numbers in fixed else computed(base, changes, numbers)
        yield FormWording(numbers, dict(base) | dict(words or {}), is_known=words is not None)
