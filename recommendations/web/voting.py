"""Voting: what is on now, polls and ballots, the chair's desk, the projector."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action
from recommendations.domain.polls import Choice
from recommendations.domain.refusals import NotFound, NotPermitted, Refused
from recommendations.services.filing.orally import settle_oral
from recommendations.services.voting import acts
from recommendations.services.voting.desk import read_desk
from recommendations.services.voting.pages import list_polls, newest_on_stage, read_poll, what_is_on
from recommendations.services.voting.targets import (
    Target,
    on_amendment,
    on_block,
    on_contradiction,
    on_manifesto,
    on_unit,
)
from recommendations.web.access import current_actor, requires
from recommendations.web.errors import sentence, status_of
from recommendations.web.result_pictures import picture, result_rows
from recommendations.web.surroundings import language_code
from recommendations.web.typed import number

Page = tuple[str, int]
LONGEST_KEY = 80
DURATIONS: tuple[tuple[int, LazyString], ...] = (
    (0, _l("Until I close it")),
    (30, _l("30 seconds")),
    (60, _l("1 minute")),
    (120, _l("2 minutes")),
    (300, _l("5 minutes")),
)
blueprint = Blueprint("voting", __name__)


@blueprint.app_context_processor
def _words() -> dict[str, object]:
    return {"reader_language": reader_language}


def reader_language(versions: Mapping[str, object]) -> str:
    """The reader's language if there is a version in it, else that of the first one, else empty."""
    language = language_code()
    return language if language in versions else next(iter(versions), "")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refused act, said on the page where it was tried; ``poll_id`` is the poll meant, ``typed`` what was typed."""

    sentence: str
    status: int
    poll_id: UUID | None = None
    typed: str = ""
    is_annulling: bool = False


def _refusal(refused: Refused, poll_id: UUID | None = None, typed: str = "") -> Refusal:
    # A poll of another edition, and an act of somebody else, have pages of their own.
    if isinstance(refused, NotFound | NotPermitted):
        raise refused
    return Refusal(sentence(refused), status_of(refused), poll_id, typed)


def _actor_on_time() -> Actor:
    """The actor, after polls whose time is over have been closed."""
    actor = current_actor()
    acts.close_due_polls(actor.edition_id)
    return actor


def new_key() -> str:
    """A key that this form sends along, so that sending it twice is one ballot."""
    return secrets.token_urlsafe(12)


@blueprint.get("/now")
@requires(Action.FOLLOW_POLLS)
def now() -> Page:
    """What is open, and what the reader can do."""
    return _now_page(None)


def _now_page(refusal: Refusal | None) -> Page:
    view = what_is_on(_actor_on_time())
    page = render_template("voting/now.html", view=view, refusal=refusal, new_key=new_key)
    return page, refusal.status if refusal else 200


@blueprint.get("/polls")
@requires(Action.FOLLOW_POLLS)
def polls() -> Page:
    """Every poll of the edition."""
    return render_template("voting/polls.html", polls=list_polls(_actor_on_time())), 200


@blueprint.get("/polls/<uuid:poll_id>")
@requires(Action.FOLLOW_POLLS)
def poll(poll_id: UUID) -> Page:
    """One poll: the question before, the ballot during, the result after."""
    return _poll_page(poll_id, None)


def _poll_page(poll_id: UUID, refusal: Refusal | None) -> Page:
    view = read_poll(poll_id, _actor_on_time())
    outcome = view.outcome
    page = render_template(
        "voting/poll.html",
        view=view,
        refusal=refusal,
        new_key=new_key,
        rows=result_rows(outcome) if outcome else (),
        picture=picture(outcome) if outcome else None,
    )
    return page, refusal.status if refusal else 200


@blueprint.post("/polls/<uuid:poll_id>/ballots")
@requires(Action.CAST_BALLOT)
def cast(poll_id: UUID) -> Response | Page:
    """Record the ballot, then show its receipt where it was cast."""
    is_on_now = request.form.get("from") == "now"
    try:
        acts.cast_ballot(poll_id, current_actor(), _choice(), key=_key())
    except Refused as refused:
        refusal = _refusal(refused, poll_id)
        return _now_page(refusal) if is_on_now else _poll_page(poll_id, refusal)
    return _see(url_for(".now") if is_on_now else url_for(".poll", poll_id=poll_id))


def _choice() -> Choice:
    try:
        return Choice(request.form.get("choice", ""))
    except ValueError as error:
        raise BadRequest from error


def _key() -> str:
    """The form's key for this choice: another button of the same form is another ballot, a resend is not."""
    key = request.form.get("key", "")
    if not 0 < len(key) <= LONGEST_KEY:
        raise BadRequest
    return f"{key}-{_choice()}"


@blueprint.get("/chair")
@requires(Action.PREPARE_POLL)
def chair() -> Page:
    """The chair's desk."""
    return _chair_page(None)


def _chair_page(refusal: Refusal | None) -> Page:
    view = read_desk(_actor_on_time())
    page = render_template("voting/chair.html", view=view, refusal=refusal, durations=DURATIONS, sentence=sentence)
    return page, refusal.status if refusal else 200


@blueprint.post("/polls")
@requires(Action.PREPARE_POLL)
def prepare() -> Response | Page:
    """Prepare a poll on what was chosen at the desk."""
    done = _("The poll is prepared.")
    return _acted(partial(acts.prepare_poll, _target(), current_actor()), done=done)


def _acted(act: Callable[[], object], poll_id: UUID | None = None, *, done: str = "") -> Response | Page:
    """The desk after an act, with what is ``done``; a refusal is said at the poll meant."""
    try:
        act()
    except Refused as refused:
        return _chair_page(_refusal(refused, poll_id))
    if done:
        flash(done, "success")
    return _see(url_for(".chair"))


_Form = MultiDict[str, str]
_TARGETS: dict[str, Callable[[_Form], Target]] = {
    "amendment": lambda form: on_amendment(UUID(form["amendment_id"]), int(form["part"]) if form.get("part") else None),
    "block": lambda form: on_block([UUID(one) for one in form.getlist("amendment_id")]),
    "contradiction": lambda form: on_contradiction(UUID(form["contradiction_id"])),
    "recommendation": lambda form: on_unit(UUID(form["theme_id"]), form["unit_uid"]),
    "manifesto": lambda form: on_manifesto(UUID(form["manifesto_id"])),
}


def _target() -> Target:
    read = _TARGETS.get(request.form.get("subject", ""))
    if read is None:
        raise BadRequest
    try:
        return read(request.form)
    except ValueError as error:
        raise BadRequest from error


@blueprint.post("/polls/<uuid:poll_id>/postpone")
@requires(Action.CONDUCT_POLL)
def postpone(poll_id: UUID) -> Response | Page:
    """The question waits for a quorum."""
    done = _("The vote is postponed: it can be opened when enough are there.")
    return _acted(partial(acts.postpone_poll, poll_id, current_actor()), poll_id, done=done)


@blueprint.post("/chair/oral/<uuid:amendment_id>")
@requires(Action.JUDGE_AMENDMENT)
def take_oral(amendment_id: UUID) -> Response | Page:
    """The room has objected to an oral amendment, or has not, as the desk of the whole edition hears it."""
    typed = request.form.get("objections", "").strip()
    counted = request.form.get("objections", type=number)
    if typed and counted is None:
        flash(_("Write the objections as a number. Nothing is decided yet."), "error")
        return _see(url_for(".chair"))
    return _acted(partial(_settle_oral, amendment_id, counted))


def _settle_oral(amendment_id: UUID, counted: int | None) -> None:
    is_taken = settle_oral(current_actor(), amendment_id, objections=counted)
    adopted = _("Too few object: the oral amendment is adopted without a vote.")
    flash(adopted if is_taken else _("Enough object: the oral amendment is not admitted."), "success")


@blueprint.post("/polls/<uuid:poll_id>/open", endpoint="open")
@requires(Action.CONDUCT_POLL)
def open_(poll_id: UUID) -> Response | Page:
    """Open the poll, for as long as was chosen."""
    allowed = {str(seconds): seconds for seconds, _name in DURATIONS}
    chosen = allowed.get(request.form.get("seconds", "0"))
    if chosen is None:
        raise BadRequest
    return _acted(partial(acts.open_poll, poll_id, current_actor(), seconds=chosen or None), poll_id)


@blueprint.post("/polls/<uuid:poll_id>/close")
@requires(Action.CONDUCT_POLL)
def close(poll_id: UUID) -> Response | Page:
    """Close the poll."""
    return _acted(partial(acts.close_poll, poll_id, current_actor()), poll_id)


@blueprint.post("/polls/<uuid:poll_id>/announce")
@requires(Action.CONDUCT_POLL)
def announce(poll_id: UUID) -> Response | Page:
    """Announce the result."""
    done = _("The result is announced: everybody sees it now.")
    return _acted(partial(acts.announce_poll, poll_id, current_actor()), poll_id, done=done)


@blueprint.post("/polls/<uuid:poll_id>/annul")
@requires(Action.CONDUCT_POLL)
def annul(poll_id: UUID) -> Response | Page:
    """Annul the poll, with its reason, from the desk or from its own page."""
    reason = request.form.get("reason", "")
    is_on_page = request.form.get("from") == "poll"
    try:
        acts.annul_poll(poll_id, current_actor(), reason=reason)
    except Refused as refused:
        refusal = replace(_refusal(refused, poll_id, reason), is_annulling=True)
        return _poll_page(poll_id, refusal) if is_on_page else _chair_page(refusal)
    flash(_("The poll is annulled and does not count."), "success")
    return _see(url_for(".poll", poll_id=poll_id) if is_on_page else url_for(".chair"))


@blueprint.get("/projector")
@requires(Action.FOLLOW_POLLS)
def projector() -> Page:
    """The room's screen: it follows the chair by itself."""
    view = newest_on_stage(_actor_on_time())
    outcome = view.outcome if view else None
    page = render_template(
        "voting/projector.html",
        view=view,
        rows=result_rows(outcome) if outcome else (),
        picture=picture(outcome) if outcome else None,
    )
    return page, 200


def _see(url: str) -> Response:
    return redirect(url, 303)
