"""What is said and kept about amendments: advice, answers, tags, notes, stars, links, corrections of a language."""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from recommendations.domain.amendments import Advice
from recommendations.domain.permissions import Action
from recommendations.domain.refusals import NotFound, NotPermitted, Refused
from recommendations.services.amendments import linking, notes, opinions, tags
from recommendations.services.deciding import editorial
from recommendations.services.texts.editions import edition_of
from recommendations.services.texts.reading import confirm_reading
from recommendations.web.access import current_actor, requires
from recommendations.web.amendment_shown import shown
from recommendations.web.errors import sentence, status_of
from recommendations.web.typed import YEARS

blueprint = Blueprint("amendment_remarks", __name__)
Answer = Response | tuple[str, int]


def _kept(amendment_id: UUID, field: str, act: Callable[[], object], said: str) -> Answer:
    """Do it and show the amendment; refused, its page says why beside the field and keeps what was typed."""
    try:
        act()
    except (NotPermitted, NotFound):
        raise
    except Refused as refusal:
        status = status_of(refusal)
        return shown(amendment_id, (field, sentence(refusal)), request.form), status
    flash(said, "success")
    return redirect(url_for("amending.show", amendment_id=amendment_id), 303)


@blueprint.post("/themes/<uuid:theme_id>/amendments/<uuid:amendment_id>/advice")
@requires(Action.ADVISE_ON_AMENDMENT)
def advise(theme_id: UUID, amendment_id: UUID) -> Answer:
    """The rapporteur's advice, at once or from a time on."""
    del theme_id  # it lets the theme's own rapporteur in; the service asks again
    actor = current_actor()
    try:
        advice = Advice(request.form.get("advice", ""))
        visible_from = _moment(request.form.get("visible_from", ""))
    except ValueError:
        return shown(amendment_id, ("advice", _("Choose the advice, and a time as shown.")), request.form), 422
    new = opinions.NewOpinion(
        advice, request.form.get("wording", ""), request.form.get("advice_reason", ""), visible_from
    )
    return _kept(
        amendment_id,
        "wording",
        lambda: opinions.advise(actor, amendment_id, new),
        _("The advice is recorded."),
    )


def _moment(typed: str) -> datetime | None:
    """The time typed on the clocks of the conference; nothing is at once."""
    if not typed.strip():
        return None
    zone = ZoneInfo(edition_of(current_actor()).time_zone)
    moment = datetime.fromisoformat(typed.strip()).replace(tzinfo=zone)
    if moment.year not in YEARS:
        raise ValueError(typed)
    return moment


@blueprint.post("/amendments/<uuid:amendment_id>/answer")
@requires(Action.ANSWER_ADVICE)
def answer(amendment_id: UUID) -> Answer:
    """The proposer's answer to the advice."""
    actor, text = current_actor(), request.form.get("answer", "")
    return _kept(
        amendment_id,
        "answer",
        lambda: opinions.answer_opinion(actor, amendment_id, text),
        _("Your answer stands beside the advice."),
    )


@blueprint.post("/amendments/<uuid:amendment_id>/note")
@requires(Action.KEEP_NOTES)
def note(amendment_id: UUID) -> Answer:
    """The reader's own note, and the star where its button was pressed."""
    actor, text, starred = current_actor(), request.form.get("note", ""), request.form.get("starred")
    if starred is not None:
        notes.set_star(actor, amendment_id, is_starred=starred == "yes")
    return _kept(
        amendment_id,
        "note",
        lambda: notes.keep_note(actor, amendment_id, text),
        _("Your note is kept. Only you can read it.") if starred is None else _("Your star and your note are kept."),
    )


@blueprint.post("/amendments/<uuid:amendment_id>/star")
@requires(Action.KEEP_NOTES)
def star(amendment_id: UUID) -> Response:
    """The reader's own star, set or taken away, from the list or from the page."""
    notes.set_star(current_actor(), amendment_id, is_starred=request.form.get("starred") == "yes")
    return redirect(_back(url_for("amending.show", amendment_id=amendment_id)), 303)


def _back(otherwise: str) -> str:
    """Where the form says that it came from, if that is one of our own pages."""
    try:
        wanted = urlsplit(request.form.get("next", ""))
    except ValueError:
        return otherwise
    is_ours = not wanted.netloc and not wanted.scheme and wanted.path == url_for("amending.index")
    return wanted.geturl() if is_ours else otherwise


@blueprint.post("/amendments/tags")
@requires(Action.READ_EDITION)
def tag() -> Response:
    """A tag for all chosen amendments, or for none of them; the service knows in which themes the reader tags."""
    actor = current_actor()
    try:
        chosen = [UUID(one) for one in request.form.getlist("amendment")]
    except ValueError:
        raise BadRequest from None
    try:
        is_on = request.form.get("act") != "remove"
        tags.tag_amendments(actor, chosen, request.form.get("tag", ""), is_on=is_on)
    except (NotPermitted, NotFound):
        raise
    except Refused as refusal:
        flash(sentence(refusal), "error")
    else:
        flash(_("The tags are set."), "success")
    only = url_for("amending.show", amendment_id=chosen[0]) if len(chosen) == 1 else url_for("amending.index")
    return redirect(_back(only), 303)


@blueprint.post("/themes/<uuid:theme_id>/amendments/<uuid:amendment_id>/exclude")
@requires(Action.LINK_AMENDMENTS)
def exclude(theme_id: UUID, amendment_id: UUID) -> Answer:
    """The chair says that two amendments exclude each other by their meaning."""
    del theme_id
    actor, reason = current_actor(), request.form.get("link_reason", "")
    try:
        other = UUID(request.form.get("other", ""))
    except ValueError:
        return shown(amendment_id, ("other", _("Choose the other amendment.")), request.form), 422
    return _kept(
        amendment_id,
        "link_reason",
        lambda: linking.exclude(actor, amendment_id, other, reason),
        _("The two amendments now exclude each other."),
    )


@blueprint.post("/themes/<uuid:theme_id>/amendments/<uuid:amendment_id>/links/<uuid:link_id>/end")
@requires(Action.LINK_AMENDMENTS)
def end_link(theme_id: UUID, amendment_id: UUID, link_id: UUID) -> Answer:
    """The chair takes such a link back."""
    del theme_id
    actor = current_actor()
    return _kept(
        amendment_id,
        "other",
        lambda: linking.end_link(actor, link_id),
        _("The two amendments no longer exclude each other."),
    )


@blueprint.post("/themes/<uuid:theme_id>/amendments/<uuid:amendment_id>/editorial")
@requires(Action.CONFIRM_CORRECTION)
def settle_editorial(theme_id: UUID, amendment_id: UUID) -> Answer:
    """The chair applies a change of one language version, or refuses it."""
    del theme_id
    actor, reason = current_actor(), request.form.get("editorial_reason", "")
    if request.form.get("act") == "apply":
        return _kept(
            amendment_id,
            "editorial_reason",
            lambda: editorial.apply_editorial(actor, amendment_id),
            _("The language version is corrected."),
        )
    return _kept(
        amendment_id,
        "editorial_reason",
        lambda: editorial.refuse_editorial(actor, amendment_id, reason),
        _("The change is not taken."),
    )


@blueprint.post("/themes/<uuid:theme_id>/units/<uid>/read")
@requires(Action.PROPOSE_CORRECTION)
def confirm(theme_id: UUID, uid: str) -> Response:
    """The rapporteur has read the consolidated text, and it reads well."""
    try:
        confirm_reading(current_actor(), theme_id, uid, request.form.get("sha256", ""))
    except (NotPermitted, NotFound):
        raise
    except Refused as refusal:
        flash(sentence(refusal), "error")
    else:
        flash(_("It is recorded that this text reads well."), "success")
    return redirect(url_for("amending.unit", theme_id=theme_id, uid=uid) + "#consolidated", 303)
