"""The organisation's own Word templates: handed in, looked into, tried on, put in force; older ones are kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from exports.sample import LANGUAGES, sample
from exports.word import write_word
from recommendations.domain.canonical import Json
from recommendations.domain.dress import TemplateReport, report_from_json, report_to_json
from recommendations.domain.intake import NamedFile
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted
from recommendations.domain.proposals import ensure_short
from recommendations.domain.refusals import NotFound
from recommendations.intake.word.child import asked
from recommendations.services.manifesto.exporting import most_final, written
from recommendations.services.papers.dresses import in_template
from recommendations.services.recording import record
from recommendations.storage.database import db, now, transaction
from recommendations.storage.deliveries import WordTemplate, templates_of
from recommendations.storage.editions import Edition
from recommendations.storage.people import names_of
from recommendations.storage.record import lock_chain

MOST_KEPT = 20
"""Of templates beyond this number, those that were never in force are forgotten."""
_PROGRAM = Path(__file__).with_name("template_process.py")


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """A template with what was found in it; ``name`` is the file's, ``person`` handed it in."""

    id: UUID
    name: str
    sha256: str
    person: str
    at: datetime
    is_used: bool
    used_at: datetime | None
    report: TemplateReport


@dataclass(frozen=True, slots=True)
class TemplatesPage:
    """The templates, newest first; ``manifesto`` is the number of the one that can be tried on, if there is one."""

    templates: tuple[TemplateLine, ...]
    manifesto: int | None
    languages: tuple[str, ...]

    @property
    def used(self) -> TemplateLine | None:
        """The one in force."""
        return next((line for line in self.templates if line.is_used), None)


def templates_page(actor: Actor) -> TemplatesPage:
    """The templates of the actor's edition.

    Raises:
        NotPermitted.
    """
    _ensure_desk(actor)
    session = db.session()
    rows = templates_of(session, actor.edition_id)
    names = names_of(session, {row.person_id for row in rows})
    final = most_final(session, actor.edition_id)
    languages = tuple(session.get_one(Edition, actor.edition_id).languages)
    lines = tuple(_line(row, names.get(row.person_id, "")) for row in rows)
    return TemplatesPage(lines, final.number if final else None, languages)


def hand_in(actor: Actor, file: NamedFile) -> UUID:
    """The template is kept with what was found in it, and not in force; the same file twice is one template.

    Raises:
        NotPermitted, TextTooLong.
        FileRefused, ReadersBusy: the file cannot be a template.
    """
    _ensure_desk(actor)
    ensure_short(file.name)
    report = looked_into(file.content)
    with transaction() as session:
        lock_chain(session, actor.edition_id)
        digest = sha256(file.content).hexdigest()
        rows = templates_of(session, actor.edition_id)
        known = next((row for row in rows if row.sha256 == digest), None)
        if known is not None:
            return known.id
        row = WordTemplate(
            edition_id=actor.edition_id,
            name=file.name,
            sha256=digest,
            person_id=actor.person_id,
            at=now(),
            report=report_to_json(report),
            content=file.content,
        )
        session.add(row)
        session.flush()
        _forget_unused(session, rows[MOST_KEPT - 1 :])
        _record(session, actor, "template-handed-in", row)
        return row.id


def looked_into(content: bytes) -> TemplateReport:
    """What a file brings as a template, found out in a process that is ended if it costs too much.

    Raises:
        FileRefused, ReadersBusy.
    """
    return report_from_json(asked({}, content, program=_PROGRAM))


def put_in_force(actor: Actor, template_id: UUID) -> None:
    """Every document that is written from now on wears the template.

    Raises:
        NotPermitted, NotFound.
    """
    _ensure_desk(actor)
    with transaction() as session:
        lock_chain(session, actor.edition_id)
        row = _own(session, actor, template_id)
        if row.is_used:
            return
        _take_out(session, actor)
        row.is_used, row.used_at = True, now()
        _record(session, actor, "template-put-in-force", row)


def go_without(actor: Actor) -> None:
    """Documents are written in the house's own look from now on.

    Raises:
        NotPermitted.
    """
    _ensure_desk(actor)
    with transaction() as session:
        lock_chain(session, actor.edition_id)
        for row in _take_out(session, actor):
            _record(session, actor, "template-taken-out", row)


def tried_on(actor: Actor, template_id: UUID, language: str, *, manifesto: bool) -> tuple[str, bytes]:
    """File name and content of the newest manifesto, or of a page of samples, in this template.

    Raises:
        NotPermitted, NotFound, TemplateUnfit.
        LanguageIncomplete, LanguageStale, LanguagesDiverge, ManuscriptDamaged: of the manifesto.
    """
    _ensure_desk(actor)
    session = db.session()
    dress = in_template(_own(session, actor, template_id).content)
    if not manifesto:
        if language not in LANGUAGES:
            raise NotFound
        return f"sample-{language}.docx", dress(write_word(sample(), language))
    row = most_final(session, actor.edition_id)
    if row is None:
        raise NotFound
    name, content = written(session, row, language, "docx", dress)
    return f"trial-{name}", content


def _ensure_desk(actor: Actor) -> None:
    ensure_permitted(actor, Action.MANAGE_TEMPLATES, Subject(actor.edition_id))


def _own(session: Session, actor: Actor, template_id: UUID) -> WordTemplate:
    row = session.get(WordTemplate, template_id)
    if row is None or row.edition_id != actor.edition_id:
        raise NotFound
    return row


def _take_out(session: Session, actor: Actor) -> list[WordTemplate]:
    """No template is in force; those that were, at most one."""
    rows = [row for row in templates_of(session, actor.edition_id) if row.is_used]
    for row in rows:
        row.is_used = False
    session.flush()
    return rows


def _forget_unused(session: Session, rows: Sequence[WordTemplate]) -> None:
    """What was in force stays, as packages may have been made in it."""
    for row in rows:
        if row.used_at is None:
            session.delete(row)


def _line(row: WordTemplate, person: str) -> TemplateLine:
    report = report_from_json(row.report)
    return TemplateLine(row.id, row.name, row.sha256, person, row.at, row.is_used, row.used_at, report)


def _record(session: Session, actor: Actor, kind: str, row: WordTemplate) -> None:
    payload: dict[str, Json] = {"name": row.name, "sha256": row.sha256}
    record(session, actor.edition_id, kind, payload, actor)
