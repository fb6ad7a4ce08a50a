"""The acts on a filed amendment: supported, withdrawn, taken over, objected to, consented to."""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from recommendations.domain.permissions import Action
from recommendations.domain.refusals import NotFound, NotPermitted, Refused
from recommendations.services.deciding.compromising import answer_compromise
from recommendations.services.filing import moving, orally, supporting
from recommendations.web.access import current_actor, requires
from recommendations.web.errors import sentence
from recommendations.web.typed import number

blueprint = Blueprint("amendment_acts", __name__)


def _act(amendment_id: UUID, act: Callable[[], object], said: str) -> Response:
    """Do it and show the amendment: what was done, or why not, stands on its page."""
    try:
        act()
    except (NotPermitted, NotFound):
        raise
    except Refused as refusal:
        flash(sentence(refusal), "error")
    else:
        flash(said, "success")
    return redirect(url_for("amending.show", amendment_id=amendment_id), 303)


@blueprint.post("/amendments/<uuid:amendment_id>/support")
@requires(Action.SUPPORT_AMENDMENT)
def support(amendment_id: UUID) -> Response:
    """The reader's city supports the amendment."""
    actor = current_actor()
    return _act(
        amendment_id,
        lambda: supporting.support_amendment(actor, amendment_id),
        _("Your city supports this amendment."),
    )


@blueprint.post("/amendments/<uuid:amendment_id>/end-support")
@requires(Action.SUPPORT_AMENDMENT)
def end_support(amendment_id: UUID) -> Response:
    """The reader's city no longer supports it."""
    actor = current_actor()
    return _act(
        amendment_id,
        lambda: supporting.withdraw_support(actor, amendment_id),
        _("Your city no longer supports this amendment."),
    )


@blueprint.post("/themes/<uuid:theme_id>/amendments/<uuid:amendment_id>/end-waiting")
@requires(Action.JUDGE_AMENDMENT)
def end_waiting(theme_id: UUID, amendment_id: UUID) -> Response:
    """The chair waits no longer for supporters."""
    del theme_id  # it lets the theme's own chair in; the service asks again
    actor = current_actor()
    return _act(amendment_id, lambda: supporting.refuse_late(actor, amendment_id), _("It is not admitted."))


@blueprint.post("/amendments/<uuid:amendment_id>/withdraw")
@requires(Action.WITHDRAW_AMENDMENT)
def withdraw(amendment_id: UUID) -> Response:
    """The proposing city takes the amendment back."""
    return _withdrawn(amendment_id)


@blueprint.post("/themes/<uuid:theme_id>/amendments/<uuid:amendment_id>/withdraw")
@requires(Action.PROPOSE_COMPROMISE)
def withdraw_as_officer(theme_id: UUID, amendment_id: UUID) -> Response:
    """The officers of the theme take back what they have proposed themselves."""
    del theme_id
    return _withdrawn(amendment_id)


def _withdrawn(amendment_id: UUID) -> Response:
    actor = current_actor()
    return _act(amendment_id, lambda: moving.withdraw_amendment(actor, amendment_id), _("The amendment is withdrawn."))


@blueprint.post("/amendments/<uuid:amendment_id>/take-over")
@requires(Action.TAKE_OVER_AMENDMENT)
def take_over(amendment_id: UUID) -> Response:
    """The reader's city goes on with what its proposer has dropped."""
    actor = current_actor()
    said = _("Your city has taken the amendment over and is its proposer now.")
    return _act(amendment_id, lambda: moving.take_over_amendment(actor, amendment_id), said)


@blueprint.post("/themes/<uuid:theme_id>/amendments/<uuid:amendment_id>/not-moved")
@requires(Action.JUDGE_AMENDMENT)
def not_moved(theme_id: UUID, amendment_id: UUID) -> Response:
    """Nobody in the room moves it."""
    del theme_id
    actor = current_actor()
    said = _("Nobody moves this amendment. It can be taken over now, for a short time.")
    return _act(amendment_id, lambda: moving.mark_not_moved(actor, amendment_id), said)


@blueprint.post("/amendments/<uuid:amendment_id>/object")
@requires(Action.OBJECT_TO_AMENDMENT)
def object_to(amendment_id: UUID) -> Response:
    """The reader's city objects to an oral amendment."""
    actor = current_actor()
    return _act(amendment_id, lambda: orally.object_to(actor, amendment_id), _("Your objection is recorded."))


@blueprint.post("/themes/<uuid:theme_id>/amendments/<uuid:amendment_id>/settle-oral")
@requires(Action.JUDGE_AMENDMENT)
def settle_oral(theme_id: UUID, amendment_id: UUID) -> Response:
    """The chair ends the time for objections, with the number counted in the room where that is higher."""
    del theme_id
    actor, typed = current_actor(), request.form.get("objections", "").strip()
    counted = request.form.get("objections", type=number)
    if typed and counted is None:
        flash(_("Write the objections as a number. Nothing is decided yet."), "error")
        return redirect(url_for("amending.show", amendment_id=amendment_id), 303)
    said = _("The objections are counted.")
    return _act(amendment_id, lambda: orally.settle_oral(actor, amendment_id, objections=counted), said)


@blueprint.post("/themes/<uuid:theme_id>/compromises/<uuid:compromise_id>/of/<uuid:amendment_id>")
@requires(Action.ANSWER_COMPROMISE)
def consent(theme_id: UUID, compromise_id: UUID, amendment_id: UUID) -> Response:
    """An author agrees that the compromise replaces the own amendment, or does not."""
    del theme_id
    actor, gives = current_actor(), request.form.get("answer") == "yes"
    return _act(
        amendment_id,
        lambda: answer_compromise(actor, compromise_id, amendment_id, gives=gives),
        _("The consent is recorded.") if gives else _("The refusal is recorded; the amendment stays on the list."),
    )
