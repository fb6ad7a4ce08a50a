"""What every response carries and every request must show: headers, origin, token, session."""

import secrets

from flask import Flask, Response, current_app, g, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import Unauthorized
from werkzeug.wrappers import Response as AnyResponse

from recommendations.config import Settings
from recommendations.domain.signing_in import LONGEST_SESSION
from recommendations.services.people.signing_in import actor_of_session
from recommendations.web.signed_out import typed_again, typed_by_stranger

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
LARGEST_REQUEST = 12_000_000
LINK_PAGES = frozenset({"people.enter", "people.enter_page"})
FIXED_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
}
csrf = CSRFProtect()


def csp_nonce() -> str:
    """This response's nonce, for ``<script nonce>`` and ``<style nonce>``."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    nonce: str = g.csp_nonce
    return nonce


def own_path(target: str | None) -> str:
    """``target`` if it is a path of this site, else the front page: nobody is sent away by a crafted link."""
    # Browsers read a backslash as a slash and drop control characters, so "/\\evil" would leave the site.
    is_path = target is not None and target.startswith("/") and not target.startswith("//")
    if target is None or not is_path or "\\" in target or not target.isprintable():
        return url_for("home.index")
    return target


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings


def _load_actor() -> None:
    g.actor = None if request.endpoint == "static" else actor_of_session(session.get("sign_in"))


def _is_own_origin() -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    # A page with "Referrer-Policy: no-referrer" posts with "Origin: null"; the token in its address is its proof.
    if origin is None or (origin == "null" and request.endpoint in LINK_PAGES):
        return True
    return origin in {_settings().public_origin, request.host_url.rstrip("/")}


def _refuse_foreign_origin() -> tuple[str, int] | None:
    if request.method in SAFE_METHODS or _is_own_origin():
        return None
    sentence = _("This request came from another site, so nothing was done. Open the page here and try again.")
    return render_template("errors/refused.html", sentence=sentence, code="foreign-origin"), 403


def _refuse_without_token(_error: CSRFError) -> tuple[str, int] | AnyResponse | str:
    kept = typed_again() if g.get("actor") else typed_by_stranger()
    if kept is not None:
        return kept
    sentence = _("This form is too old, or your browser refuses cookies. Go back, reload the page and send it again.")
    return render_template("errors/refused.html", sentence=sentence, code="form-token"), 400


def _ask_to_sign_in(_error: Unauthorized) -> AnyResponse | tuple[str, int]:
    if request.method in SAFE_METHODS:
        target = request.full_path if request.query_string else request.path
        return redirect(url_for("people.sign_in", next=target), 303)
    kept = typed_by_stranger()
    if kept is not None:
        return kept
    # A redirect would lose what was typed; the page before still has it.
    sentence = _("You are signed out, so nothing was saved. Sign in in another tab, then go back and send it again.")
    return render_template("errors/refused.html", sentence=sentence, code="signed-out"), 401


def _policy() -> str:
    nonce, origin = csp_nonce(), _settings().public_origin
    socket = "ws" + origin.removeprefix("http")
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'nonce-{nonce}' 'strict-dynamic'",
            f"style-src 'self' 'nonce-{nonce}'",
            "style-src-attr 'unsafe-inline'",  # the editor's caret colours are style attributes
            f"connect-src 'self' {socket}",
            "img-src 'self' data:",
            "font-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def _add_headers(response: Response) -> Response:
    for name, value in FIXED_HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers["Content-Security-Policy"] = _policy()
    response.headers["Referrer-Policy"] = "no-referrer" if request.endpoint in LINK_PAGES else "same-origin"
    if _settings().is_https:
        response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    if request.endpoint != "static" and "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    return response


def init_security(app: Flask) -> None:
    """Guard every request and every response of the application."""
    settings: Settings = app.config["SETTINGS"]
    app.config.update(
        SESSION_COOKIE_NAME="__Host-hemicycle" if settings.is_https else "hemicycle",
        SESSION_COOKIE_SECURE=settings.is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=LONGEST_SESSION,
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        WTF_CSRF_TIME_LIMIT=None,  # a form may stay open through a whole session of the assembly
        WTF_CSRF_SSL_STRICT=False,  # asks for a Referer, which the link pages do not send; the origin is checked here
    )
    app.jinja_env.globals["csp_nonce"] = csp_nonce
    app.before_request(_refuse_foreign_origin)
    app.before_request(_load_actor)
    csrf.init_app(app)
    app.after_request(_add_headers)
    app.register_error_handler(CSRFError, _refuse_without_token)
    app.register_error_handler(Unauthorized, _ask_to_sign_in)
