"""Editorial corrections: the list that is never shortened, the form, and the chair's two buttons."""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action
from recommendations.domain.polls import ReasonMissing
from recommendations.domain.refusals import NotPermitted, Refused
from recommendations.services.manifesto.correcting import (
    CorrectionProposal,
    confirm_correction,
    propose_correction,
    refuse_correction,
    revert_correction,
)
from recommendations.services.manifesto.correction_pages import CorrectingPage, correcting_page, corrections_page
from recommendations.web import unit_forms
from recommendations.web.access import current_actor, requires
from recommendations.web.errors import sentence, status_of

blueprint = Blueprint("correcting", __name__)
UNPROCESSABLE = 422


@blueprint.get("/corrections")
@requires(Action.READ_EDITION)
def index() -> str:
    """The differences since adoption in the whole edition, for ever."""
    return render_template("correcting/index.html", page=corrections_page(current_actor()))


@blueprint.get("/themes/<uuid:theme_id>/corrections")
@requires(Action.READ_EDITION)
def theme(theme_id: UUID) -> str:
    """The differences since adoption in one theme."""
    return render_template("correcting/index.html", page=corrections_page(current_actor(), theme_id))


@blueprint.get("/themes/<uuid:theme_id>/units/<uid>/correct")
@requires(Action.PROPOSE_CORRECTION)
def write(theme_id: UUID, uid: str) -> str:
    """The form with the newest words in every language."""
    page = correcting_page(current_actor(), theme_id, uid)
    return _form(page, unit_forms.shown(page.units), str(page.revision_id), "", {})


@blueprint.post("/themes/<uuid:theme_id>/units/<uid>/correct")
@requires(Action.PROPOSE_CORRECTION)
def propose(theme_id: UUID, uid: str) -> Response | tuple[str, int]:
    """The correction waits for the chair; what was typed stays where it is refused."""
    page = correcting_page(current_actor(), theme_id, uid)
    typed = unit_forms.typed(request.form, page.units)
    revision, reason = request.form.get("revision", ""), request.form.get("reason", "")
    try:
        amended = unit_forms.units_from(typed, page.units)
        propose_correction(current_actor(), theme_id, uid, CorrectionProposal(_uuid(revision), amended, reason))
    except NotPermitted:
        raise
    except Refused as refusal:
        field = "reason" if refusal.code == ReasonMissing.code else _first_field(page)
        return _form(page, typed, str(page.revision_id), reason, {field: sentence(refusal)}), UNPROCESSABLE
    flash(_("The correction is proposed. The chair confirms it."), "success")
    return redirect(url_for(".theme", theme_id=theme_id), 303)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise BadRequest from None


def _first_field(page: CorrectingPage) -> str:
    language, unit = next(iter(page.units.items()))
    return f"{language}-p-{unit.paragraphs[0].uid}" if unit.paragraphs else f"{language}-title"


def _form(page: CorrectingPage, typed: object, revision: str, reason: str, errors: dict[str, str]) -> str:
    return render_template(
        "correcting/write.html", page=page, typed=typed, revision=revision, reason=reason, errors=errors
    )


@blueprint.post("/themes/<uuid:theme_id>/corrections/<uuid:correction_id>/confirm")
@requires(Action.CONFIRM_CORRECTION)
def confirm(theme_id: UUID, correction_id: UUID) -> Response | tuple[str, int]:
    """The second signature under a correction."""
    return _decided(theme_id, correction_id, confirm_correction, _("The correction is in the text."))


@blueprint.post("/themes/<uuid:theme_id>/corrections/<uuid:correction_id>/refuse")
@requires(Action.CONFIRM_CORRECTION)
def refuse(theme_id: UUID, correction_id: UUID) -> Response | tuple[str, int]:
    """The text stays as it is."""
    return _decided(theme_id, correction_id, refuse_correction, _("The correction is refused; the text stays."))


@blueprint.post("/themes/<uuid:theme_id>/corrections/<uuid:correction_id>/revert")
@requires(Action.CONFIRM_CORRECTION)
def revert(theme_id: UUID, correction_id: UUID) -> Response | tuple[str, int]:
    """The text reads again as it did before the correction."""
    return _decided(theme_id, correction_id, revert_correction, _("The correction is taken back out of the text."))


def _decided(
    theme_id: UUID, correction_id: UUID, act: Callable[[Actor, UUID], None], done: str
) -> Response | tuple[str, int]:
    try:
        act(current_actor(), correction_id)
    except NotPermitted:
        raise
    except Refused as refusal:
        page = corrections_page(current_actor(), theme_id)
        return render_template("correcting/index.html", page=page, fault=sentence(refusal)), status_of(refusal)
    flash(done, "success")
    return redirect(url_for(".theme", theme_id=theme_id) + f"#correction-{correction_id}", 303)
