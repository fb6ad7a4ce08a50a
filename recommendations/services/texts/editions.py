"""Editions and their themes as readers see them."""

from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.deadlines import is_past
from recommendations.domain.editions import ThemeKind, rule_set
from recommendations.domain.people import Actor, Role
from recommendations.domain.permissions import Action, Subject, ensure_permitted
from recommendations.domain.progress import OpenPoll, Situation, ThemeLine, theme_state
from recommendations.services.amendments.pages import amendment_list
from recommendations.services.amendments.views import AmendmentLine
from recommendations.services.texts.themes import own_theme
from recommendations.services.voting.pages import PollLine, poll_lines
from recommendations.services.voting.titles import poll_titles
from recommendations.storage import editions as rows
from recommendations.storage import overview
from recommendations.storage.amendment_index import count_of_author, count_unadvised
from recommendations.storage.database import answers, db, now
from recommendations.storage.revisions import revisions_of, tabled_revision_row, units_of
from recommendations.storage.texts import RevisionUnit


@dataclass(frozen=True, slots=True)
class EditionView:
    """One conference; texts are {language: text}, the authoritative language first in ``languages``."""

    id: UUID
    code: str
    title: dict[str, str]
    place: str
    days: tuple[str, ...]
    time_zone: str
    languages: tuple[str, ...]
    notice: dict[str, str]
    is_demonstration: bool


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A recommendation or commitment of the newest revision; ``title`` is {language: text}.

    ``is_new`` if an amendment has brought it.
    """

    uid: str
    number: str
    title: dict[str, str]
    is_decided: bool
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class ThemeView:
    """Everything there is about a theme; ``drafting`` names the languages whose live text takes updates."""

    line: ThemeLine
    languages: tuple[str, ...]
    drafting: frozenset[str]
    revisions: tuple[int, ...]
    units: tuple[UnitLine, ...]
    amendments: tuple[AmendmentLine, ...]
    polls: tuple[PollLine, ...]


def _edition(row: rows.Edition) -> EditionView:
    return EditionView(
        id=row.id,
        code=row.code,
        title=row.title,
        place=row.place,
        days=tuple(row.days),
        time_zone=row.time_zone,
        languages=tuple(row.languages),
        notice=row.notice,
        is_demonstration=row.is_demonstration,
    )


def edition_of(actor: Actor) -> EditionView:
    """The actor's edition."""
    return _edition(db.session.get_one(rows.Edition, actor.edition_id))


def only_edition() -> EditionView | None:
    """What a stranger may see named: the edition, if this server has exactly one."""
    found = rows.first_editions(db.session(), 2)
    return _edition(found[0]) if len(found) == 1 else None


def database_answers() -> bool:
    """Whether the database answers a question."""
    return answers(db.session())


def situation(actor: Actor) -> Situation:
    """What is on in the actor's edition.

    Raises:
        NotPermitted.
    """
    ensure_permitted(actor, Action.READ_EDITION, Subject(actor.edition_id))
    session, edition_id = db.session(), actor.edition_id
    present, expected = overview.attendance(session, edition_id)
    return Situation(
        themes=_theme_lines(session, edition_id),
        polls=_open_polls(session, actor),
        to_judge=overview.count_tabled(session, edition_id),
        prepared=overview.count_prepared(session, edition_id),
        to_sign=overview.manifesto_to_sign(session, edition_id, actor.person_id),
        present=present,
        expected=expected,
        to_advise=_to_advise(session, actor),
        to_confirm=overview.count_proposed_corrections(session, edition_id),
        to_answer=count_of_author(session, edition_id, actor.member_id) if actor.member_id else 0,
    )


def _to_advise(session: Session, actor: Actor) -> int:
    themes = {office.theme_id for office in actor.offices if office.role is Role.RAPPORTEUR}
    return count_unadvised(session, actor.edition_id, themes) if themes else 0


def _open_polls(session: Session, actor: Actor) -> tuple[OpenPoll, ...]:
    polls = overview.open_polls(session, actor.edition_id)
    entitled, cast = overview.part_in(session, [poll.id for poll in polls], actor.member_id)
    titles = poll_titles(session, polls)
    return tuple(
        OpenPoll(
            poll.id, poll.number, poll.question, poll.closes_at, poll.id in cast, poll.id in entitled, titles[poll.id]
        )
        for poll in polls
    )


def _theme_lines(session: Session, edition_id: UUID) -> tuple[ThemeLine, ...]:
    newest = overview.newest_revisions(session, edition_id)
    voted = overview.voted_units(session, list(newest.values()))
    decided = overview.decided_units(session, edition_id)
    pending = overview.pending_amendments(session, edition_id)
    drafting = {theme_id for theme_id, _ in overview.texts_being_drafted(session, edition_id)}
    lines: list[ThemeLine] = []
    themes = rows.themes_of(session, edition_id)
    numbers = {row.id: row.number for row in themes}
    edition = session.get_one(rows.Edition, edition_id)
    rules = rule_set(edition.rules)
    is_late = is_past(edition.amendment_deadline, now(), grace_seconds=rules.grace_seconds)
    takes_late = rules.late_amendment_supporters is not None
    for row in themes:
        state = theme_state(
            is_frozen=row.id in newest,
            pending=pending.get(row.id, 0),
            units=frozenset(uid for revision_id, uid in voted if revision_id == newest.get(row.id)),
            decided=frozenset(uid for theme_id, uid in decided if theme_id == row.id and uid is not None),
        )
        is_preamble = row.kind is ThemeKind.PREAMBLE
        waiting = pending.get(row.id, 0)
        into = numbers[row.merged_into_id] if row.merged_into_id else None
        line = ThemeLine(row.id, row.number, is_preamble, row.title, state, waiting, row.id in drafting, into)
        lines.append(replace(line, is_past_deadline=is_late, takes_late=takes_late))
    return tuple(lines)


def theme(actor: Actor, theme_id: UUID) -> ThemeView:
    """Everything there is about a theme.

    Raises:
        NotPermitted, NotFound.
    """
    ensure_permitted(actor, Action.READ_EDITION, Subject(actor.edition_id, theme_id))
    session, edition = db.session(), edition_of(actor)
    own_theme(session, actor, theme_id)
    return ThemeView(
        line=next(line for line in _theme_lines(session, edition.id) if line.id == theme_id),
        languages=edition.languages,
        drafting=frozenset(
            language for found, language in overview.texts_being_drafted(session, edition.id) if found == theme_id
        ),
        revisions=tuple(row.number for row in revisions_of(session, theme_id)),
        units=_units(session, edition.id, theme_id),
        amendments=amendment_list(actor, theme_id=theme_id).lines,
        polls=poll_lines(session, overview.polls_of_theme(session, theme_id)),
    )


def _units(session: Session, edition_id: UUID, theme_id: UUID) -> tuple[UnitLine, ...]:
    revision_id = overview.newest_revisions(session, edition_id).get(theme_id)
    if revision_id is None:
        return ()
    decided = overview.decided_units(session, edition_id)
    tabled = tabled_revision_row(session, theme_id)
    known = {row.uid for row in units_of(session, tabled.id)} if tabled else set()
    found: dict[str, list[RevisionUnit]] = {}
    for row in units_of(session, revision_id):
        if row.kind.is_operative:
            found.setdefault(row.uid, []).append(row)
    return tuple(
        UnitLine(
            uid,
            same[0].number,
            {row.language: row.title for row in same},
            is_decided=(theme_id, uid) in decided,
            is_new=uid not in known,
        )
        for uid, same in found.items()
    )
