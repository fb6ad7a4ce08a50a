"""What the layout shows around every page: who, which edition, where to go, which languages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Flask, current_app, g, request, url_for
from flask_babel import format_datetime, get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from recommendations.domain.people import Actor, Role
from recommendations.domain.permissions import Action, Subject, permits
from recommendations.domain.text import UnitKind
from recommendations.i18n import LANGUAGES
from recommendations.services.texts.editions import EditionView, edition_of, only_edition
from recommendations.storage.database import now
from recommendations.web.access import signed_in_actor

ROLE_LABELS: dict[Role, LazyString] = {
    Role.SECRETARIAT: _l("Secretariat"),
    Role.RAPPORTEUR: _l("Rapporteur"),
    Role.CHAIR: _l("Chair"),
    Role.PRESIDENT: _l("President"),
    Role.SIGNATORY: _l("Signatory"),
    Role.DELEGATE: _l("Delegate"),
    Role.OBSERVER: _l("Observer"),
}
UNIT_LABELS: dict[UnitKind, LazyString] = {
    UnitKind.RECOMMENDATION: _l("Recommendation"),
    UnitKind.COMMITMENT: _l("Commitment"),
    UnitKind.PASSAGE: _l("Passage"),
    UnitKind.CITATION: _l("Citation"),
    UnitKind.RECITAL: _l("Recital"),
}


@dataclass(frozen=True, slots=True)
class PersonLabel:
    """The signed-in person as the header names them."""

    name: str
    role_labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EditionLabel:
    """The edition in the reader's language."""

    title: str
    is_demonstration: bool
    notice: str
    languages: tuple[str, ...]
    time_zone: str


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the navigation; ``current`` where the reader is."""

    href: str
    label: str
    current: bool


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the interface, named in itself."""

    code: str
    label: str
    current: bool


# Endpoint, label and the Action that lets a person go there; an endpoint that is not built is not shown.
NAVIGATION: tuple[tuple[str, LazyString, Action], ...] = (
    ("home.index", _l("Home"), Action.READ_EDITION),
    ("voting.now", _l("Now"), Action.FOLLOW_POLLS),
    ("amending.index", _l("Amendments"), Action.READ_EDITION),
    ("voting.chair", _l("Desk"), Action.PREPARE_POLL),
    ("voting.polls", _l("Polls"), Action.FOLLOW_POLLS),
    ("my_amendments.mine", _l("My amendments"), Action.FILE_AMENDMENT),
    ("adopting.manifesto", _l("Manifesto"), Action.READ_EDITION),
    ("participants.index", _l("Participants"), Action.MANAGE_PARTICIPANTS),
    ("deadlines.show", _l("Deadline"), Action.SET_DEADLINE),
    ("record.show", _l("Record"), Action.READ_RECORD),
    ("people.sessions", _l("My devices"), Action.MANAGE_OWN_SESSIONS),
)


def in_language(texts: dict[str, str], language: str) -> str:
    """The text in the language, else in the first one there is."""
    return texts.get(language) or next(iter(texts.values()), "")


def language_code() -> str:
    """The code of the language in which this request is answered."""
    locale = get_locale()
    return str(locale.language) if locale else "en"


def text_language(languages: Sequence[str]) -> str:
    """The language of the text to show: asked for, else the reader's own, else the authoritative one."""
    wanted = (request.values.get("language", ""), language_code())
    return next((language for language in wanted if language in languages), languages[0])


def localised(texts: dict[str, str]) -> str:
    """The text in the reader's language."""
    return in_language(texts, language_code())


def link_to(endpoint: str, **values: str | int | UUID) -> str | None:
    """The address of a page, or None where this server does not have it."""
    return url_for(endpoint, **values) if endpoint in current_app.view_functions else None  # type: ignore[arg-type]  # values of the rule, never url_for's own options


def moment(at: datetime) -> str:
    """Date and time on the clocks of the place where the assembly meets."""
    there = _there(at)
    day, time = format_datetime(there, "d MMMM", rebase=False), format_datetime(there, "HH:mm", rebase=False)
    return str(_("%(day)s, %(time)s", day=day, time=time))


def dated(at: datetime, zone: str) -> str:
    """Date with its year and time on the clocks of this zone, for what is still read years later."""
    there = at.astimezone(ZoneInfo(zone))
    day, time = format_datetime(there, "d MMMM y", rebase=False), format_datetime(there, "HH:mm", rebase=False)
    return str(_("%(day)s, %(time)s", day=day, time=time))


def clock(at: datetime) -> str:
    """The time of day on the clocks of the place where the assembly meets."""
    return str(format_datetime(_there(at), "HH:mm:ss", rebase=False))


def _there(at: datetime) -> datetime:
    edition = _surroundings()["edition"]
    return at.astimezone(ZoneInfo(edition.time_zone)) if isinstance(edition, EditionLabel) else at


def _person(actor: Actor | None) -> PersonLabel | None:
    if actor is None:
        return None
    held = {office.role for office in actor.offices}
    return PersonLabel(actor.name, tuple(str(label) for role, label in ROLE_LABELS.items() if role in held))


def _edition(view: EditionView | None) -> EditionLabel | None:
    if view is None:
        return None
    title, notice = localised(view.title), localised(view.notice)
    return EditionLabel(title, view.is_demonstration, notice, view.languages, view.time_zone)


def _navigation(actor: Actor | None) -> tuple[Place, ...]:
    if actor is None:
        return ()
    subject = Subject(actor.edition_id)
    return tuple(
        Place(url_for(endpoint), str(label), endpoint == request.endpoint)
        for endpoint, label, action in NAVIGATION
        if endpoint in current_app.view_functions and permits(actor, action, subject)
    )


def _languages() -> tuple[Language, ...]:
    current = language_code()
    return tuple(Language(code, label, code == current) for code, label in LANGUAGES.items())


def _surroundings() -> dict[str, object]:
    if "surroundings" not in g:
        actor = signed_in_actor()
        g.surroundings = {
            "current_actor": _person(actor),
            "edition": _edition(edition_of(actor) if actor else only_edition()),
            "navigation": _navigation(actor),
            "languages": _languages(),
            "footer_links": ({"href": url_for("home.accessibility"), "label": _l("Accessibility")},),
            "server_time": now(),
        }
    found: dict[str, object] = g.surroundings
    return found


def init_surroundings(app: Flask) -> None:
    """Give every template what the layout needs."""
    app.context_processor(_surroundings)
    app.jinja_env.globals.update(
        get_locale=get_locale, localised=localised, link_to=link_to, language_names=LANGUAGES, role_names=ROLE_LABELS
    )
    app.jinja_env.filters.update(moment=moment, clock=clock)
