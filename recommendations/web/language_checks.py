"""The language check: what differs between the versions, and the button that answers for it."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from recommendations.domain.permissions import Action
from recommendations.domain.refusals import NotPermitted, Refused
from recommendations.services.manifesto.language_checks import confirm_finding
from recommendations.services.manifesto.language_pages import language_page
from recommendations.web.access import current_actor, requires
from recommendations.web.errors import sentence, status_of

blueprint = Blueprint("language_checks", __name__)


@blueprint.get("/languages")
@requires(Action.READ_EDITION)
def index() -> str:
    """Every part of the text in which the versions do not say the same."""
    return _page()


@blueprint.post("/themes/<uuid:theme_id>/languages/confirm")
@requires(Action.CHECK_LANGUAGES)
def confirm(theme_id: UUID) -> Response | tuple[str, int]:
    """Somebody has read both versions and answers for them."""
    del theme_id  # the service asks again, with the theme of what was found
    fingerprint, reason = request.form.get("fingerprint", ""), request.form.get("reason", "")
    try:
        confirm_finding(current_actor(), fingerprint, reason)
    except NotPermitted:
        raise
    except Refused as refusal:
        return _page({f"reason-{fingerprint}": sentence(refusal)}, fingerprint, reason), status_of(refusal)
    flash(_("Confirmed. If the words change, it is asked again."), "success")
    return redirect(url_for(".index"), 303)


def _page(errors: dict[str, str] | None = None, fingerprint: str = "", reason: str = "") -> str:
    return render_template(
        "correcting/languages.html",
        units=language_page(current_actor()),
        errors=errors or {},
        fingerprint=fingerprint,
        reason=reason,
    )
