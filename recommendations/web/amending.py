"""The pages of amendments: a recommendation with its amendments, the filing form, one amendment, all of them."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from recommendations.domain.amendments import (
    AmendmentState,
    ReasonNeeded,
    RevisionSuperseded,
    TextTooLong,
    TitleMissing,
    UnknownAddressee,
)
from recommendations.domain.permissions import Action
from recommendations.domain.proposals import LONGEST_TITLE
from recommendations.domain.refusals import NotFound, NotPermitted, Refused
from recommendations.services import amending
from recommendations.services.amendment_pages import amendment_list, amendment_page, unit_page
from recommendations.services.amendment_views import UnitPage
from recommendations.web.access import current_actor, requires
from recommendations.web.amendment_forms import AmendmentForm, form_from, fresh_form, hidden_fields, renewed_form
from recommendations.web.errors import sentence, status_of
from recommendations.web.surroundings import text_language

blueprint = Blueprint("amending", __name__)
_FIELD = {TitleMissing.code: "subject", UnknownAddressee.code: "addressees"}


@blueprint.get("/themes/<uuid:theme_id>/units/<uid>")
@requires(Action.READ_EDITION)
def unit(theme_id: UUID, uid: str) -> str:
    """A recommendation as it was frozen, with its amendments and how they stand to each other."""
    page = unit_page(current_actor(), theme_id, uid)
    return render_template("amending/unit.html", page=page, uid=uid, language=text_language(page.languages))


@blueprint.get("/themes/<uuid:theme_id>/units/<uid>/amend")
@requires(Action.FILE_AMENDMENT)
def write_amendment(theme_id: UUID, uid: str) -> str:
    """The filing form with the frozen text in it."""
    page = unit_page(current_actor(), theme_id, uid)
    return _form_page(page, fresh_form(page, text_language(page.languages)))


@blueprint.post("/themes/<uuid:theme_id>/units/<uid>/amend")
@requires(Action.FILE_AMENDMENT)
def file_amendment(theme_id: UUID, uid: str) -> Response | str | tuple[str, int]:
    """First a preview, then the filing; "edit" leads back with everything typed."""
    form = form_from(request.form)
    try:
        page = unit_page(current_actor(), theme_id, uid)
    except NotFound as refusal:
        return render_template("amending/gone.html", form=form, theme_id=theme_id), status_of(refusal)
    try:
        return _step(theme_id, page, form)
    except NotPermitted:
        raise
    except RevisionSuperseded as refusal:
        return _form_page(page, renewed_form(page, form), refusal), status_of(refusal)
    except Refused as refusal:
        return _form_page(page, form, refusal), 422


def _step(theme_id: UUID, page: UnitPage, form: AmendmentForm) -> Response | str:
    actor, step = current_actor(), request.form.get("step")
    if step == "edit":
        return _form_page(page, form)
    if step == "file":
        amendment_id = amending.file_amendment(actor, theme_id, form.proposal(page))
        flash(_("Your amendment is filed. The chair decides whether it is admissible."), "success")
        return redirect(url_for(".show", amendment_id=amendment_id), 303)
    return _preview_page(page, form, amending.preview_amendment(actor, theme_id, form.proposal(page)))


def _form_page(page: UnitPage, form: AmendmentForm, refusal: Refused | None = None) -> str:
    errors = [(_field_of(page, form, refusal), sentence(refusal))] if refusal else []
    return render_template(
        "amending/file.html",
        page=page,
        form=form,
        errors=errors,
        changed=form.changed_languages(page),
        longest_title=LONGEST_TITLE,
        uid=page.uid,
    )


def _field_of(page: UnitPage, form: AmendmentForm, refusal: Refused) -> str:
    language = form.language if form.language in page.texts else page.languages[0]
    paragraphs = page.texts[language].unit.paragraphs
    first = f"{language}-p-{paragraphs[0].uid}" if paragraphs else f"{language}-new"
    return _FIELD.get(refusal.code, first)


def _preview_page(page: UnitPage, form: AmendmentForm, preview: amending.Preview) -> str:
    return render_template(
        "amending/preview.html", page=page, form=form, preview=preview, fields=hidden_fields(form), uid=page.uid
    )


@blueprint.get("/amendments")
@requires(Action.READ_EDITION)
def index() -> str:
    """All amendments, by theme and number; chosen by theme and state."""
    theme = request.args.get("theme", type=UUID)
    wanted = request.args.get("state", "")
    states = [state for state in AmendmentState if state.value == wanted]
    found = amendment_list(current_actor(), theme_id=theme, states=states)
    return render_template("amending/index.html", page=found, theme=theme, state=wanted, states=list(AmendmentState))


@blueprint.get("/amendments/<uuid:amendment_id>")
@requires(Action.READ_EDITION)
def show(amendment_id: UUID) -> str:
    """One amendment with its difference, its rivals and its history."""
    return _amendment(amendment_id)


def _amendment(amendment_id: UUID, error: str = "", reason: str = "") -> str:
    page = amendment_page(current_actor(), amendment_id)
    return render_template("amending/show.html", page=page, error=error, reason=reason)


@blueprint.post("/themes/<uuid:theme_id>/amendments/<uuid:amendment_id>/judge")
@requires(Action.JUDGE_AMENDMENT)
def judge(theme_id: UUID, amendment_id: UUID) -> Response | tuple[str, int]:
    """The chair's judgement whether the amendment goes to the vote; the theme lets its own chair in."""
    del theme_id  # the service asks again, with the amendment's own theme
    reason = request.form.get("reason", "")
    try:
        is_admissible = request.form.get("judgement") == "admissible"
        amending.judge_amendment(current_actor(), amendment_id, is_admissible=is_admissible, reason=reason)
    except (ReasonNeeded, TextTooLong) as refusal:
        return _amendment(amendment_id, sentence(refusal), reason), 422
    flash(_("Your judgement is recorded."), "success")
    return redirect(url_for(".show", amendment_id=amendment_id), 303)


@blueprint.post("/amendments/<uuid:amendment_id>/withdraw")
@requires(Action.WITHDRAW_AMENDMENT)
def withdraw(amendment_id: UUID) -> Response:
    """The proposer takes the amendment back."""
    amending.withdraw_amendment(current_actor(), amendment_id)
    flash(_("The amendment is withdrawn."), "success")
    return redirect(url_for(".show", amendment_id=amendment_id), 303)
