"""The language check as readers see it: both versions side by side, what is found marked in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from recommendations.domain.language_check import Finding, Segment, marked
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted, permits
from recommendations.domain.proposals import THEME_TITLE
from recommendations.domain.text import Unit
from recommendations.services.manifesto.language_checks import LanguageFinding, all_findings
from recommendations.storage.corrections import member_names
from recommendations.storage.database import db


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A version of a unit, cut where findings are about it; the title is the first line."""

    title: tuple[Segment, ...]
    paragraphs: tuple[tuple[Segment, ...], ...]


@dataclass(frozen=True, slots=True)
class CheckedUnit:
    """A unit with everything that is found about it."""

    theme_id: UUID
    theme_number: int
    uid: str
    number: str
    findings: tuple[LanguageFinding, ...]
    versions: Mapping[str, MarkedText]
    may_confirm: bool

    @property
    def is_title(self) -> bool:
        """Whether it is the title of the theme, which amendments change and corrections do not."""
        return self.uid == THEME_TITLE

    @property
    def is_open(self) -> bool:
        """Whether something about it is still to be put right or confirmed."""
        return any(finding.is_open for finding in self.findings)


def language_page(actor: Actor) -> tuple[CheckedUnit, ...]:
    """Every unit about which something is found, the open ones first.

    Raises:
        NotPermitted.
    """
    ensure_permitted(actor, Action.READ_EDITION, Subject(actor.edition_id))
    names = member_names(db.session(), actor.edition_id)
    found: dict[tuple[UUID, str], list[LanguageFinding]] = {}
    for one in all_findings(db.session(), actor.edition_id):
        found.setdefault((one.theme_id, one.uid), []).append(one)
    units = [_checked(actor, same, names) for same in found.values()]
    return tuple(sorted(units, key=lambda unit: not unit.is_open))


def _checked(actor: Actor, found: Sequence[LanguageFinding], names: Sequence[str]) -> CheckedUnit:
    first = found[0]
    about = [one.finding for one in found]
    return CheckedUnit(
        first.theme_id,
        first.theme_number,
        first.uid,
        first.number,
        tuple(found),
        {language: _marked(unit, language, about, names) for language, unit in first.texts.items()},
        permits(actor, Action.CHECK_LANGUAGES, Subject(actor.edition_id, first.theme_id)),
    )


def _marked(unit: Unit, language: str, about: Sequence[Finding], names: Sequence[str]) -> MarkedText:
    texts = (unit.title, *(paragraph.plain for paragraph in unit.paragraphs))
    title, *paragraphs = (marked(text, language, about, names) for text in texts)
    return MarkedText(title, tuple(paragraphs))
