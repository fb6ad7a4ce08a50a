"""The languages held against each other: what must be right, or confirmed as right, before anything is signed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.amendments import IN_TEXT, AmendmentKind, Procedure
from recommendations.domain.canonical import Json
from recommendations.domain.editions import ThemeKind
from recommendations.domain.encoding import units_by_language
from recommendations.domain.following import AdoptedChange, Remedy, stale_languages
from recommendations.domain.hunks import change_between
from recommendations.domain.incorporation import NumberedChange
from recommendations.domain.language_check import (
    Finding,
    FindingKind,
    LanguagesDiverge,
    LanguageStale,
    findings,
    fingerprint,
)
from recommendations.domain.manifesto import Manifesto
from recommendations.domain.merged_themes import uids_of
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted
from recommendations.domain.polls import ReasonMissing
from recommendations.domain.proposals import THEME_TITLE, ensure_short
from recommendations.domain.refusals import NotFound
from recommendations.domain.revisions import RevisionText
from recommendations.domain.text import Unit
from recommendations.services.amendments.standings import changes_of
from recommendations.services.amendments.wordings import title_units
from recommendations.services.facts import CorrectionsChanged, tell
from recommendations.services.recording import record
from recommendations.services.texts.revisions import newest_revision, tabled_revision
from recommendations.storage.amendments import amendments_on
from recommendations.storage.corrections import (
    LanguageConfirmation,
    applied_corrections,
    confirmations_of,
    member_names,
)
from recommendations.storage.database import now, transaction
from recommendations.storage.editions import Theme, themes_of
from recommendations.storage.record import acts_on_amendments, lock_chain


@dataclass(frozen=True, slots=True)
class LanguageFinding:
    """A finding about a unit, with both its versions and, if somebody has confirmed it as right, why."""

    theme_id: UUID
    theme_number: int
    uid: str
    number: str
    finding: Finding
    texts: Mapping[str, Unit]
    fingerprint: str
    confirmed: str = ""

    @property
    def is_open(self) -> bool:
        """Whether nobody has confirmed it."""
        return not self.confirmed


@dataclass(frozen=True, slots=True)
class UnitCheck:
    """What was found about a unit, and the names it was held against."""

    findings: tuple[Finding, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Tabled:
    """By uid: a theme's units as they were tabled, what of them was adopted, and what was put right since."""

    units: Mapping[str, Mapping[str, Unit]]
    adopted: Mapping[str, Sequence[AdoptedChange]]
    corrections: Mapping[str, Sequence[Remedy]]


class _Check:
    """One reading of everything the check needs, so that no unit asks the database again."""

    def __init__(self, session: Session, edition_id: UUID) -> None:
        self.session = session
        self.themes = [theme for theme in themes_of(session, edition_id) if theme.merged_into_id is None]
        self.names = member_names(session, edition_id)
        self.confirmations = confirmations_of(session, edition_id)
        self._tabled: dict[UUID, _Tabled] = {}

    def of(self, theme: Theme, number: str, texts: Mapping[str, Unit]) -> Iterator[LanguageFinding]:
        """What is found about a unit of the theme that reads so."""
        uid = next(iter(texts.values())).uid
        for finding in self.findings(theme, uid, texts):
            mark = fingerprint(uid, finding, texts)
            known = self.confirmations.get(mark)
            yield LanguageFinding(
                theme.id, theme.number, uid, number, finding, texts, mark, known.reason if known else ""
            )

    def findings(self, theme: Theme, uid: str, texts: Mapping[str, Unit]) -> tuple[Finding, ...]:
        """Stale versions first, then everything else that differs."""
        tabled, first = self._base(theme), next(iter(texts))
        stale = stale_languages(
            tabled.units.get(uid, {}), tabled.adopted.get(uid, []), texts, tabled.corrections.get(uid, [])
        )
        return (*(Finding(FindingKind.STALE, first, one) for one in stale), *findings(texts, self.names))

    def _base(self, theme: Theme) -> _Tabled:
        if theme.id not in self._tabled:
            tabled = tabled_revision(self.session, theme.id)
            units: dict[str, dict[str, Unit]] = {}
            for language, version in (tabled.plain_units() if tabled else {}).items():
                for unit in version:
                    units.setdefault(unit.uid, {})[language] = unit
            if tabled is not None and tabled.title:
                units[THEME_TITLE] = title_units(tabled.title)
            adopted = _adopted(self.session, theme, tabled.id) if tabled else {}
            self._tabled[theme.id] = _Tabled(units, adopted, _corrections(self.session, theme.id))
        return self._tabled[theme.id]


def _adopted(session: Session, theme: Theme, tabled_id: UUID) -> dict[str, list[AdoptedChange]]:
    rows = [
        row
        for row in amendments_on(session, tabled_id, IN_TEXT)
        if row.amends_id is None and row.kind is not AmendmentKind.NEW_UNIT
    ]
    since = _in_text_since(session, theme.edition_id) if rows else {}
    found: dict[str, list[AdoptedChange]] = {}
    for row in rows:
        change, at = NumberedChange(row.number, changes_of(row)), since.get(str(row.id), row.filed_at)
        found.setdefault(row.unit_uid, []).append(AdoptedChange(change, row.procedure is Procedure.LANGUAGE, at))
    return found


def _in_text_since(session: Session, edition_id: UUID) -> dict[str, datetime]:
    """When each amendment came into the text for the last time, as the record says."""
    states = {state.value for state in IN_TEXT}
    moves = [act for act in acts_on_amendments(session, edition_id) if "part" not in act.payload]
    return {
        act.payload["amendment"]: datetime.fromisoformat(act.at)
        for act in moves
        if act.payload.get("after", {}).get("state") in states
    }


def _corrections(session: Session, theme_id: UUID) -> dict[str, list[Remedy]]:
    found: dict[str, list[Remedy]] = {}
    for row in applied_corrections(session, theme_id):
        base, amended = units_by_language(row.base), units_by_language(row.amended)
        changes = {language: change_between(base[language], unit) for language, unit in amended.items()}
        found.setdefault(row.unit_uid, []).append(Remedy(changes, row.proposed_at))
    return found


def unit_check(session: Session, theme: Theme, texts: Mapping[str, Unit]) -> UnitCheck:
    """What is found about a unit of the theme that reads so, whether or not somebody has confirmed it."""
    check = _Check(session, theme.edition_id)
    return UnitCheck(check.findings(theme, next(iter(texts.values())).uid, texts), check.names)


def all_findings(session: Session, edition_id: UUID) -> tuple[LanguageFinding, ...]:
    """What is found in the edition's newest texts, by theme and place, confirmed or not."""
    check = _Check(session, edition_id)
    revisions = [(theme, newest_revision(session, theme.id)) for theme in check.themes]
    parts = [part for theme, revision in revisions if revision is not None for part in _parts_of(theme, revision)]
    return tuple(found for theme, number, texts in parts for found in check.of(theme, number, texts))


_Part = tuple[Theme, str, Mapping[str, Unit]]


def _parts_of(theme: Theme, revision: RevisionText) -> Iterator[_Part]:
    """The theme's title, which no manifesto has of a preamble, and its units; each with its number."""
    if theme.kind is not ThemeKind.PREAMBLE and revision.title:
        yield theme, "", title_units(revision.title)
    for uid in uids_of(revision.plain_units()):
        yield theme, revision.number_of(uid), revision.unit_texts(uid)


def open_findings(session: Session, edition_id: UUID) -> tuple[LanguageFinding, ...]:
    """What is found in the edition's newest texts, and nobody has confirmed as right (case 43)."""
    return tuple(one for one in all_findings(session, edition_id) if one.is_open)


def findings_in(session: Session, edition_id: UUID, manifesto: Manifesto) -> tuple[LanguageFinding, ...]:
    """What is found in the words of this manifesto, confirmed or not."""
    check = _Check(session, edition_id)
    parts = [part for theme in check.themes for part in _parts_in(theme, manifesto)]
    return tuple(found for theme, number, texts in parts for found in check.of(theme, number, texts))


def _parts_in(theme: Theme, manifesto: Manifesto) -> Iterator[_Part]:
    if theme.kind is ThemeKind.PREAMBLE:
        yield from ((theme, unit.number, dict(unit.texts)) for unit in manifesto.preamble)
        return
    for chapter in manifesto.chapters:
        if chapter.number == theme.number:
            yield theme, "", title_units(dict(chapter.title))
            yield from ((theme, unit.number, dict(unit.texts)) for unit in chapter.units)


def ensure_languages_agree(
    session: Session, edition_id: UUID, manifesto: Manifesto, language: str | None = None
) -> None:
    """The manifesto says the same in all its languages, or people have confirmed that it does; or in this one.

    Raises:
        LanguageStale: a version has not followed an adopted amendment (case 42).
        LanguagesDiverge: there are findings that nobody has confirmed (case 43).
    """
    stale, diverging = _open_in(session, edition_id, manifesto)
    behind = {one.other for one in stale if language in {None, one.other}}
    if behind:
        raise LanguageStale(languages=", ".join(sorted(behind)))
    if any(language in {None, one.first, one.other} for one in diverging):
        raise LanguagesDiverge(count=len(diverging))


def ensure_nothing_new(session: Session, edition_id: UUID, signed: Manifesto, corrected: Manifesto) -> None:
    """The corrected manifesto has no finding that the signed one had not: what was accepted then stays accepted.

    Raises:
        LanguagesDiverge: a version would say something else than the others.
    """
    known = {(one.theme_id, one.uid, one.finding) for one in findings_in(session, edition_id, signed)}
    found = [one for one in findings_in(session, edition_id, corrected) if one.is_open]
    new = [one for one in found if (one.theme_id, one.uid, one.finding) not in known]
    if new:
        raise LanguagesDiverge(count=len(new))


def held_languages(session: Session, edition_id: UUID, manifesto: Manifesto) -> frozenset[str]:
    """The languages in which this manifesto is not delivered as final while its findings are open."""
    stale, diverging = _open_in(session, edition_id, manifesto)
    behind = {one.other for one in stale}
    return frozenset(behind | {language for one in diverging for language in (one.first, one.other)})


def _open_in(session: Session, edition_id: UUID, manifesto: Manifesto) -> tuple[list[Finding], list[Finding]]:
    """The open findings in these words: versions that are stale, and everything else."""
    found = [one.finding for one in findings_in(session, edition_id, manifesto) if one.is_open]
    stale = [one for one in found if one.kind is FindingKind.STALE]
    return stale, [one for one in found if one.kind is not FindingKind.STALE]


def confirm_finding(actor: Actor, fingerprint: str, reason: str) -> None:
    """A person who has read both versions answers for them; a change of their words makes that void.

    Raises:
        NotPermitted, ReasonMissing, TextTooLong.
        NotFound: nothing is found here, or no longer.
    """
    with transaction() as session:
        lock_chain(session, actor.edition_id)
        found = {one.fingerprint: one for one in open_findings(session, actor.edition_id)}.get(fingerprint)
        if found is None:
            raise NotFound
        ensure_permitted(actor, Action.CHECK_LANGUAGES, Subject(actor.edition_id, found.theme_id))
        if not reason.strip():
            raise ReasonMissing
        ensure_short(reason)
        session.add(_confirmation(actor, fingerprint, reason))
        record(session, actor.edition_id, "language-confirmed", _payload(found, reason), actor)
    tell(CorrectionsChanged(actor.edition_id))


def _confirmation(actor: Actor, fingerprint: str, reason: str) -> LanguageConfirmation:
    return LanguageConfirmation(
        edition_id=actor.edition_id,
        fingerprint=fingerprint,
        reason=reason.strip(),
        person_id=actor.person_id,
        at=now(),
    )


def _payload(found: LanguageFinding, reason: str) -> dict[str, Json]:
    return {
        "theme": str(found.theme_id),
        "unit": found.uid,
        "kind": found.finding.kind.value,
        "languages": [found.finding.first, found.finding.other],
        "reason": reason.strip(),
    }
