"""Signing in by link or code, one's sessions, and the language of the interface."""

import re
import secrets

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from recommendations.domain.permissions import Action
from recommendations.domain.refusals import Refused
from recommendations.i18n import LANGUAGES
from recommendations.services.people import signing_in
from recommendations.web.access import current_actor, public, requires, signed_in_actor
from recommendations.web.errors import sentence, status_of
from recommendations.web.security import own_path

blueprint = Blueprint("people", __name__)
SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Mac OS X", "Linux")
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}

Page = Response | str | tuple[str, int]


def _device() -> str:
    """The browser and the system as their owner calls them, enough to recognise a device in a list."""
    agent = request.user_agent.string
    browser = next((name for mark, name in BROWSERS.items() if re.search(rf"\b{mark}(iOS|A)?/", agent)), "")
    system = next((name for name in SYSTEMS if name in agent), "")
    return ", ".join(part for part in (browser, system.replace("Mac OS X", "macOS")) if part)


def _visitor() -> str:
    if "visitor" not in session:
        session["visitor"] = secrets.token_urlsafe(16)
    visitor: str = session["visitor"]
    return visitor


def _forget() -> None:
    """Nothing of the browser's session but the language stays."""
    language = session.get("language")
    session.clear()
    if language:
        session["language"] = language


def _begin(token: str) -> None:
    _forget()
    session["sign_in"] = token
    session.permanent = True


@blueprint.get("/sign-in")
@public
def sign_in() -> Page:
    """The field for a short code."""
    if signed_in_actor():
        return redirect(own_path(request.args.get("next")), 303)
    return render_template("people/sign_in.html", next=request.args.get("next", ""), code="", error="")


@blueprint.post("/sign-in")
@public
def sign_in_by_code() -> Page:
    """Sign in by the code, or say on the same page what is wrong with it."""
    code, target = request.form.get("code", ""), request.form.get("next", "")
    try:
        token = signing_in.enter_by_code(code, _device(), _visitor(), signed_in_actor())
    except Refused as refusal:
        page = render_template("people/sign_in.html", next=target, code=code, error=sentence(refusal))
        return page, status_of(refusal)
    _begin(token)
    return redirect(own_path(target), 303)


@blueprint.get("/enter/<token>")
@public
def enter_page(token: str) -> Page:
    """Who would be signed in, with a button; reading the page changes nothing."""
    try:
        link = signing_in.read_link(token, signed_in_actor())
    except Refused as refusal:
        return _dead_link(refusal)
    if link.is_own:
        return redirect(url_for("home.index"), 303)
    return render_template("people/enter.html", link=link, token=token)


@blueprint.post("/enter/<token>")
@public
def enter(token: str) -> Page:
    """Sign in and spend the link; a browser that it has signed in already is led home."""
    actor = signed_in_actor()
    try:
        if actor and signing_in.read_link(token, actor).is_own:
            return redirect(url_for("home.index"), 303)
        _begin(signing_in.enter_by_link(token, _device(), actor))
    except Refused as refusal:
        return _dead_link(refusal)
    return redirect(url_for("home.index"), 303)


def _dead_link(refusal: Refused) -> tuple[str, int]:
    page = render_template("people/dead_link.html", sentence=sentence(refusal), code=refusal.code)
    return page, status_of(refusal)


@blueprint.get("/sessions")
@requires(Action.MANAGE_OWN_SESSIONS)
def sessions() -> Page:
    """The devices on which the actor is signed in."""
    found = signing_in.sessions_of(current_actor(), session.get("sign_in", ""))
    return render_template("people/sessions.html", sessions=found)


@blueprint.post("/sign-out")
@requires(Action.MANAGE_OWN_SESSIONS)
def sign_out() -> Page:
    """End this session, or with ``everywhere`` all of the actor's."""
    if request.form.get("everywhere"):
        signing_in.sign_out_everywhere(current_actor())
        message = _("You are signed out on all your devices.")
    else:
        signing_in.sign_out(current_actor(), session.get("sign_in", ""))
        message = _("You are signed out.")
    _forget()
    flash(message)
    return redirect(url_for("people.sign_in"), 303)


@blueprint.post("/language")
@public
def language() -> Page:
    """Speak the chosen language from now on; a person's choice is kept for their other devices."""
    chosen = request.form.get("language", "")
    if chosen in LANGUAGES:
        session["language"] = chosen
        actor = signed_in_actor()
        if actor:
            signing_in.choose_locale(actor, chosen)
    return redirect(own_path(request.form.get("next")), 303)
