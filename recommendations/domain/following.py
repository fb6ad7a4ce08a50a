"""Languages that have to follow what was adopted in another one, and whether they have, paragraph by paragraph."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from recommendations.domain.changes import TITLE, UnitChange
from recommendations.domain.incorporation import NumberedChange, incorporate
from recommendations.domain.text import Unit

_EVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class AdoptedChange:
    """An amendment that is in the text since ``at``; ``is_language_only`` if it made one version follow the others."""

    change: NumberedChange
    is_language_only: bool = False
    at: datetime = _EVER


@dataclass(frozen=True, slots=True)
class Remedy:
    """An editorial change of some versions, written at this time: a correction, or a language amendment."""

    languages: Mapping[str, UnitChange]
    at: datetime = _EVER


def stale_languages(
    base: Mapping[str, Unit],
    adopted: Sequence[AdoptedChange],
    texts: Mapping[str, Unit],
    corrections: Sequence[Remedy] = (),
) -> tuple[str, ...]:
    """The languages that still read as if what the assembly adopted in another one had not been adopted.

    ``base`` is the unit as it was tabled, ``texts`` as it reads now. A version has followed when, in every paragraph
    that the adopted change touches, something later has changed this version, and is still there.
    """
    decided = [one for one in adopted if not one.is_language_only]
    remedies = [*corrections, *(Remedy(one.change.languages, one.at) for one in adopted if one.is_language_only)]
    return tuple(
        language
        for language, text in texts.items()
        if language in base and _is_behind(base[language], language, decided, text, remedies)
    )


def _is_behind(
    base: Unit, language: str, decided: Sequence[AdoptedChange], text: Unit, remedies: Sequence[Remedy]
) -> bool:
    leaving = [(one.at, places) for one in decided if (places := _left_behind(one.change, language))]
    if not leaving:
        return False
    unfollowed = incorporate(base, language, [one.change for one in decided])
    known = {TITLE, *(paragraph.uid for paragraph in unfollowed.paragraphs)}
    remedied = _differing(unfollowed, text)
    changed = [(one.at, touched(one.languages[language])) for one in remedies if language in one.languages]
    return any(
        # A paragraph that this version has not can only follow as a new one.
        not {place if place in known else None for place in places}
        <= remedied & {place for since, those in changed if since >= at for place in those}
        for at, places in leaving
    )


def _left_behind(change: NumberedChange, language: str) -> frozenset[str | None]:
    """The places that the change touches in other languages and not in this one."""
    found = {code: touched(part) for code, part in change.languages.items()}
    own = found.pop(language, frozenset())
    return frozenset().union(*found.values()) - own


def touched(change: UnitChange) -> frozenset[str | None]:
    """Title and paragraphs whose words the change touches; None for new paragraphs, and for another order."""
    hunks = {hunk.paragraph for hunk in change.all_hunks}
    return frozenset({*hunks, *change.deleted, *({None} if change.inserted or change.moved else ())})


def _differing(one: Unit, other: Unit) -> frozenset[str | None]:
    here, there = ({p.uid: p.spans for p in unit.paragraphs} for unit in (one, other))
    uids = {uid for uid in here.keys() | there.keys() if here.get(uid) != there.get(uid)}
    has_other_order = list(here) != list(there)
    return frozenset({*uids, *({TITLE} if one.title != other.title else ()), *({None} if has_other_order else ())})
