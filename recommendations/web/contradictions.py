"""Contradictions between recommendations: flagged, dropped, put to the assembly."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from recommendations.domain.permissions import Action
from recommendations.domain.polls import ReasonMissing
from recommendations.domain.refusals import NotFound, NotPermitted, Refused
from recommendations.services.manifesto.contradiction_pages import contradictions_page
from recommendations.services.manifesto.contradictions import Place, drop_contradiction, flag_contradiction
from recommendations.services.voting.acts import prepare_poll
from recommendations.services.voting.targets import on_contradiction
from recommendations.web.access import current_actor, requires
from recommendations.web.errors import sentence, status_of

blueprint = Blueprint("contradictions", __name__)


@blueprint.get("/contradictions")
@requires(Action.READ_EDITION)
def index() -> str:
    """Recommendations that cannot both stand."""
    return _page({})


@blueprint.post("/contradictions")
@requires(Action.READ_EDITION)
def flag() -> Response | tuple[str, int]:
    """Two recommendations are flagged; whether the actor may depends on their themes."""
    try:
        one, other = (_place(request.form.get(name, "")) for name in ("one", "other"))
        flag_contradiction(current_actor(), one, other, request.form.get("reason", ""))
    except NotPermitted:
        raise
    except Refused as refusal:
        field = "reason" if refusal.code == ReasonMissing.code else "other"
        return _page({field: sentence(refusal)}), 422
    flash(_("The contradiction is flagged."), "success")
    return redirect(url_for(".index"), 303)


def _place(value: str) -> Place:
    theme, _sign, uid = value.partition(" ")
    try:
        return UUID(theme), uid
    except ValueError:
        raise NotFound from None


@blueprint.post("/contradictions/<uuid:contradiction_id>/drop")
@requires(Action.READ_EDITION)
def drop(contradiction_id: UUID) -> Response | tuple[str, int]:
    """The flag is taken away; whether the actor may depends on its themes."""
    try:
        drop_contradiction(current_actor(), contradiction_id)
    except NotPermitted:
        raise
    except Refused as refusal:
        return _page({}, sentence(refusal)), status_of(refusal)
    flash(_("The flag is taken away."), "success")
    return redirect(url_for(".index"), 303)


@blueprint.post("/contradictions/<uuid:contradiction_id>/prepare")
@requires(Action.PREPARE_POLL)
def prepare(contradiction_id: UUID) -> Response | tuple[str, int]:
    """The poll by which the assembly chooses between the two is prepared."""
    try:
        prepare_poll(on_contradiction(contradiction_id), current_actor())
    except NotPermitted:
        raise
    except Refused as refusal:
        return _page({}, sentence(refusal)), status_of(refusal)
    flash(_("The poll is prepared."), "success")
    return redirect(url_for("voting.chair"), 303)


def _page(errors: dict[str, str], fault: str = "") -> str:
    return render_template(
        "correcting/contradictions.html",
        page=contradictions_page(current_actor()),
        form=request.form,
        errors=errors,
        fault=fault,
    )
