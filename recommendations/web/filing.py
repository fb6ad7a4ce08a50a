"""The filing forms: of a unit, a new one, the theme's title, an amendment's own words, a compromise, an oral one."""

from functools import partial
from uuid import UUID

from flask import Blueprint, request

from recommendations.domain.permissions import Action
from recommendations.services.filing import pages
from recommendations.services.filing.pages import FormKind
from recommendations.web.access import current_actor, requires
from recommendations.web.filing_steps import Answer, form_or_step
from recommendations.web.signed_out import keeps_typed

blueprint = Blueprint("filing", __name__)
FORM = ["GET", "POST"]


@blueprint.route("/themes/<uuid:theme_id>/units/<uid>/amend", methods=FORM)
@keeps_typed
@requires(Action.FILE_AMENDMENT)
def write(theme_id: UUID, uid: str) -> Answer:
    """The form with the frozen text in it."""
    return form_or_step(theme_id, partial(pages.unit_form, current_actor(), theme_id, uid))


@blueprint.route("/themes/<uuid:theme_id>/new-recommendation", methods=FORM)
@keeps_typed
@requires(Action.FILE_AMENDMENT)
def write_new(theme_id: UUID) -> Answer:
    """The form of a recommendation that the text does not have."""
    return form_or_step(theme_id, partial(pages.new_unit_form, current_actor(), theme_id))


@blueprint.route("/themes/<uuid:theme_id>/title/amend", methods=FORM)
@keeps_typed
@requires(Action.FILE_AMENDMENT)
def write_title(theme_id: UUID) -> Answer:
    """The form of another title of the theme."""
    return form_or_step(theme_id, partial(pages.theme_title_form, current_actor(), theme_id))


@blueprint.route("/themes/<uuid:theme_id>/units/<uid>/compromise", methods=FORM)
@keeps_typed
@requires(Action.PROPOSE_COMPROMISE)
def write_compromise(theme_id: UUID, uid: str) -> Answer:
    """The form of a compromise between amendments of the unit."""
    return form_or_step(theme_id, partial(pages.unit_form, current_actor(), theme_id, uid, FormKind.COMPROMISE))


@blueprint.route("/themes/<uuid:theme_id>/units/<uid>/oral", methods=FORM)
@keeps_typed
@requires(Action.JUDGE_AMENDMENT)
def write_oral(theme_id: UUID, uid: str) -> Answer:
    """The form in which the chair writes down what a delegate moves in the room."""
    return form_or_step(theme_id, partial(pages.unit_form, current_actor(), theme_id, uid, FormKind.ORAL))


@blueprint.route("/amendments/<uuid:amendment_id>/amend", methods=FORM)
@keeps_typed
@requires(Action.FILE_AMENDMENT)
def write_sub(amendment_id: UUID) -> Answer:
    """The form of a sub-amendment, with the amendment's own words in it."""
    if request.method != "POST":
        pages.ensure_amendable(current_actor(), amendment_id)
    page = pages.sub_amendment_form(current_actor(), amendment_id)
    return form_or_step(page.theme.id, lambda: page)


@blueprint.route("/amendments/<uuid:amendment_id>/rebase", methods=FORM)
@keeps_typed
@requires(Action.WITHDRAW_AMENDMENT)
def write_rebase(amendment_id: UUID) -> Answer:
    """The form in which the proposer brings an amendment to the newest text."""
    page = pages.rebase_form(current_actor(), amendment_id)
    return form_or_step(page.theme.id, lambda: page)


@blueprint.route("/themes/<uuid:theme_id>/amendments/<uuid:amendment_id>/rebase", methods=FORM)
@keeps_typed
@requires(Action.PROPOSE_COMPROMISE)
def write_rebase_as_officer(theme_id: UUID, amendment_id: UUID) -> Answer:
    """The form in which the officers of the theme adapt what they have proposed themselves."""
    del theme_id  # it lets the theme's own rapporteur in; the service asks again
    page = pages.rebase_form(current_actor(), amendment_id)
    return form_or_step(page.theme.id, lambda: page)
