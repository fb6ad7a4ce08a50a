"""The pages of amendments: a recommendation with its amendments, one amendment, all of them in the index."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from recommendations.domain.amendments import (
    Advice,
    AmendmentKind,
    AmendmentState,
    Procedure,
    ReasonNeeded,
    TextTooLong,
)
from recommendations.domain.permissions import Action
from recommendations.services.amendments.index import amendment_index
from recommendations.services.filing import amending
from recommendations.services.texts.reading import fingerprint
from recommendations.services.texts.unit_pages import unit_page
from recommendations.web.access import current_actor, requires
from recommendations.web.amendment_filters import link_with, wanted_from
from recommendations.web.amendment_shown import shown
from recommendations.web.errors import sentence
from recommendations.web.surroundings import text_language

blueprint = Blueprint("amending", __name__)


@blueprint.get("/themes/<uuid:theme_id>/units/<uid>")
@requires(Action.READ_EDITION)
def unit(theme_id: UUID, uid: str) -> str:
    """A recommendation as it was frozen, with its amendments and how they stand to each other."""
    page = unit_page(current_actor(), theme_id, uid, in_voting_order=request.args.get("order") == "voting")
    return render_template(
        "amending/unit.html",
        page=page,
        uid=uid,
        language=text_language(page.languages),
        fingerprint=fingerprint(page.consolidated),
    )


@blueprint.get("/amendments")
@requires(Action.READ_EDITION)
def index() -> str:
    """All amendments: chosen by what they are and where they stand, searched, sorted, a page at a time."""
    wanted = wanted_from(request.args)
    return render_template(
        "amending/index.html",
        index=amendment_index(current_actor(), wanted),
        wanted=wanted,
        link_with=link_with,
        states=list(AmendmentState),
        kinds_listed=list(AmendmentKind),
        procedures_listed=list(Procedure),
        advices_listed=list(Advice),
    )


@blueprint.get("/amendments/<uuid:amendment_id>")
@requires(Action.READ_EDITION)
def show(amendment_id: UUID) -> str:
    """One amendment with its difference, its rivals and its whole history."""
    return shown(amendment_id)


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
        return shown(amendment_id, ("reason", sentence(refusal)), request.form), 422
    flash(_("Your judgement is recorded."), "success")
    return redirect(url_for(".show", amendment_id=amendment_id), 303)
