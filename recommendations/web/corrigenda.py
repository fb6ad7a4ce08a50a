"""Corrigenda of a signed manifesto: opened, objected to, in force."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from recommendations.domain.language_check import LanguagesDiverge
from recommendations.domain.permissions import Action
from recommendations.domain.polls import ReasonMissing
from recommendations.domain.refusals import NotPermitted, Refused
from recommendations.services.manifesto.corrigenda import enforce_corrigendum, object_to_corrigendum, open_corrigendum
from recommendations.services.manifesto.corrigendum_pages import CorrigendumForm, corrigenda_page, corrigendum_form
from recommendations.web import unit_forms
from recommendations.web.access import current_actor, requires
from recommendations.web.errors import sentence, status_of

blueprint = Blueprint("corrigenda", __name__)


@blueprint.get("/manifesto/<int:number>/corrigenda")
@requires(Action.READ_EDITION)
def index(number: int) -> str:
    """The corrigenda of this manifesto; both versions are linked."""
    return _page(number, {})


def _page(number: int, errors: dict[str, str], fault: str = "") -> str:
    page = corrigenda_page(current_actor(), number)
    return render_template(
        "correcting/corrigenda.html", page=page, errors=errors, fault=fault, reason=request.form.get("reason", "")
    )


@blueprint.get("/manifesto/<int:number>/units/<uid>/corrigendum")
@requires(Action.ISSUE_CORRIGENDUM)
def write(number: int, uid: str) -> str:
    """The form with the signed words in every language."""
    page = corrigendum_form(current_actor(), number, uid)
    return _form(page, unit_forms.shown(page.units), "", {})


@blueprint.post("/manifesto/<int:number>/units/<uid>/corrigendum")
@requires(Action.ISSUE_CORRIGENDUM)
def open_one(number: int, uid: str) -> Response | tuple[str, int]:
    """The time for objections begins; what was typed stays where it is refused."""
    page = corrigendum_form(current_actor(), number, uid)
    typed, reason = unit_forms.typed(request.form, page.units), request.form.get("reason", "")
    try:
        open_corrigendum(current_actor(), number, {uid: unit_forms.units_from(typed, page.units)}, reason)
    except NotPermitted:
        raise
    except Refused as refusal:
        return _form(page, typed, reason, {_field(page, refusal): _said(refusal)}), 422
    flash(_("The corrigendum is open to objections."), "success")
    return redirect(url_for(".index", number=number), 303)


def _field(page: CorrigendumForm, refusal: Refused) -> str:
    if refusal.code == ReasonMissing.code:
        return "reason"
    language, unit = next(iter(page.units.items()))
    return f"{language}-p-{unit.paragraphs[0].uid}" if unit.paragraphs else f"{language}-title"


def _said(refusal: Refused) -> str:
    if refusal.code == LanguagesDiverge.code:  # the language check knows nothing yet of words that are only proposed
        return str(_("Write it in every language: figures, dates, names, links and notes would no longer be the same."))
    return sentence(refusal)


def _form(page: CorrigendumForm, typed: object, reason: str, errors: dict[str, str]) -> str:
    return render_template("correcting/corrigendum.html", page=page, typed=typed, reason=reason, errors=errors)


@blueprint.post("/manifesto/<int:number>/corrigenda/<uuid:corrigendum_id>/object")
@requires(Action.OBJECT_TO_AMENDMENT)
def object_to(number: int, corrigendum_id: UUID) -> Response | tuple[str, int]:
    """A delegate's objection stops the corrigendum."""
    try:
        object_to_corrigendum(current_actor(), corrigendum_id, request.form.get("reason", ""))
    except NotPermitted:
        raise
    except ReasonMissing as refusal:
        return _page(number, {f"reason-{corrigendum_id}": sentence(refusal)}), 422
    except Refused as refusal:
        return _page(number, {}, sentence(refusal)), status_of(refusal)
    flash(_("Your objection is recorded; the corrigendum is stopped."), "success")
    return redirect(url_for(".index", number=number), 303)


@blueprint.post("/manifesto/<int:number>/corrigenda/<uuid:corrigendum_id>/enforce")
@requires(Action.ISSUE_CORRIGENDUM)
def enforce(number: int, corrigendum_id: UUID) -> Response | tuple[str, int]:
    """The corrected manifesto stands beside the signed one, to be signed."""
    try:
        result = enforce_corrigendum(current_actor(), corrigendum_id)
    except NotPermitted:
        raise
    except Refused as refusal:
        return _page(number, {}, sentence(refusal)), status_of(refusal)
    flash(_("The corrigendum is in force. The president signs manifesto %(number)s.", number=result), "success")
    return redirect(url_for("adopting.show", number=result), 303)
