"""The filing forms: of a unit, a new one, the theme's title, an amendment's own words, a compromise, an oral one."""

from functools import partial
from uuid import UUID

from flask import Blueprint

from recommendations.domain.permissions import Action
from recommendations.services.filing import pages
from recommendations.services.filing.pages import FormKind
from recommendations.web.access import current_actor, requires
from recommendations.web.filing_steps import Answer, answered, opened
from recommendations.web.signed_out import keeps_typed

blueprint = Blueprint("filing", __name__)


@blueprint.get("/themes/<uuid:theme_id>/units/<uid>/amend")
@requires(Action.FILE_AMENDMENT)
def write(theme_id: UUID, uid: str) -> Answer:
    """The form with the frozen text in it."""
    return opened(pages.unit_form(current_actor(), theme_id, uid))


@blueprint.post("/themes/<uuid:theme_id>/units/<uid>/amend")
@keeps_typed
@requires(Action.FILE_AMENDMENT)
def send(theme_id: UUID, uid: str) -> Answer:
    """The next step of an amendment of a unit."""
    return answered(theme_id, partial(pages.unit_form, current_actor(), theme_id, uid))


@blueprint.get("/themes/<uuid:theme_id>/new-recommendation")
@requires(Action.FILE_AMENDMENT)
def write_new(theme_id: UUID) -> Answer:
    """The form of a recommendation that the text does not have."""
    return opened(pages.new_unit_form(current_actor(), theme_id))


@blueprint.post("/themes/<uuid:theme_id>/new-recommendation")
@keeps_typed
@requires(Action.FILE_AMENDMENT)
def send_new(theme_id: UUID) -> Answer:
    """The next step of a new recommendation."""
    return answered(theme_id, partial(pages.new_unit_form, current_actor(), theme_id))


@blueprint.get("/themes/<uuid:theme_id>/title/amend")
@requires(Action.FILE_AMENDMENT)
def write_title(theme_id: UUID) -> Answer:
    """The form of another title of the theme."""
    return opened(pages.theme_title_form(current_actor(), theme_id))


@blueprint.post("/themes/<uuid:theme_id>/title/amend")
@keeps_typed
@requires(Action.FILE_AMENDMENT)
def send_title(theme_id: UUID) -> Answer:
    """The next step of another title."""
    return answered(theme_id, partial(pages.theme_title_form, current_actor(), theme_id))


@blueprint.get("/themes/<uuid:theme_id>/units/<uid>/compromise")
@requires(Action.PROPOSE_COMPROMISE)
def write_compromise(theme_id: UUID, uid: str) -> Answer:
    """The form of a compromise between amendments of the unit."""
    return opened(pages.unit_form(current_actor(), theme_id, uid, FormKind.COMPROMISE))


@blueprint.post("/themes/<uuid:theme_id>/units/<uid>/compromise")
@keeps_typed
@requires(Action.PROPOSE_COMPROMISE)
def send_compromise(theme_id: UUID, uid: str) -> Answer:
    """The next step of a compromise."""
    return answered(theme_id, partial(pages.unit_form, current_actor(), theme_id, uid, FormKind.COMPROMISE))


@blueprint.get("/themes/<uuid:theme_id>/units/<uid>/oral")
@requires(Action.JUDGE_AMENDMENT)
def write_oral(theme_id: UUID, uid: str) -> Answer:
    """The form in which the chair writes down what a delegate moves in the room."""
    return opened(pages.unit_form(current_actor(), theme_id, uid, FormKind.ORAL))


@blueprint.post("/themes/<uuid:theme_id>/units/<uid>/oral")
@keeps_typed
@requires(Action.JUDGE_AMENDMENT)
def send_oral(theme_id: UUID, uid: str) -> Answer:
    """The next step of an oral amendment."""
    return answered(theme_id, partial(pages.unit_form, current_actor(), theme_id, uid, FormKind.ORAL))


@blueprint.get("/amendments/<uuid:amendment_id>/amend")
@requires(Action.FILE_AMENDMENT)
def write_sub(amendment_id: UUID) -> Answer:
    """The form of a sub-amendment, with the amendment's own words in it."""
    pages.ensure_amendable(current_actor(), amendment_id)
    return opened(pages.sub_amendment_form(current_actor(), amendment_id))


@blueprint.post("/amendments/<uuid:amendment_id>/amend")
@keeps_typed
@requires(Action.FILE_AMENDMENT)
def send_sub(amendment_id: UUID) -> Answer:
    """The next step of a sub-amendment."""
    page = pages.sub_amendment_form(current_actor(), amendment_id)
    return answered(page.theme.id, lambda: page)


@blueprint.get("/amendments/<uuid:amendment_id>/rebase")
@requires(Action.WITHDRAW_AMENDMENT)
def write_rebase(amendment_id: UUID) -> Answer:
    """The form in which the proposer brings an amendment to the newest text."""
    return opened(pages.rebase_form(current_actor(), amendment_id))


@blueprint.get("/themes/<uuid:theme_id>/amendments/<uuid:amendment_id>/rebase")
@requires(Action.PROPOSE_COMPROMISE)
def write_rebase_as_officer(theme_id: UUID, amendment_id: UUID) -> Answer:
    """The form in which the officers of the theme adapt what they have proposed themselves."""
    del theme_id  # it lets the theme's own rapporteur in; the service asks again
    return opened(pages.rebase_form(current_actor(), amendment_id))


@blueprint.post("/amendments/<uuid:amendment_id>/rebase")
@keeps_typed
@requires(Action.WITHDRAW_AMENDMENT)
def send_rebase(amendment_id: UUID) -> Answer:
    """The next step of the adaptation."""
    return _rebased(amendment_id)


@blueprint.post("/themes/<uuid:theme_id>/amendments/<uuid:amendment_id>/rebase")
@keeps_typed
@requires(Action.PROPOSE_COMPROMISE)
def send_rebase_as_officer(theme_id: UUID, amendment_id: UUID) -> Answer:
    """The next step of the officers' adaptation."""
    del theme_id
    return _rebased(amendment_id)


def _rebased(amendment_id: UUID) -> Answer:
    page = pages.rebase_form(current_actor(), amendment_id)
    return answered(page.theme.id, lambda: page)
