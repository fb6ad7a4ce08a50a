"""The secretariat's list of participants, used standing at a door with a phone."""

from urllib.parse import urlencode
from uuid import UUID

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from recommendations.config import Settings
from recommendations.domain.people import Role
from recommendations.domain.permissions import Action
from recommendations.services.people import participants
from recommendations.services.people.participants import Wanted
from recommendations.services.people.signing_in import issue_code, issue_link
from recommendations.web.access import current_actor, requires
from recommendations.web.qr_codes import qr_code
from recommendations.web.security import own_path
from recommendations.web.surroundings import ROLE_LABELS
from recommendations.web.typed import number

blueprint = Blueprint("participants", __name__)
PRESENCE = {"here": True, "away": False}


def _wanted(fields: MultiDict[str, str]) -> Wanted:
    role = fields.get("role", "")
    return Wanted(
        words=fields.get("words", "").strip(),
        role=Role(role) if role in set(Role) else None,
        is_present=PRESENCE.get(fields.get("presence", "")),
    )


@blueprint.get("/participants")
@requires(Action.MANAGE_PARTICIPANTS)
def index() -> str:
    """The people wanted, a page at a time."""
    found = participants.participants(current_actor(), _wanted(request.args), request.args.get("page", 1, type=number))
    fields = {name: request.args.get(name, "") for name in ("words", "role", "presence")}
    roles = [(role.value, label) for role, label in ROLE_LABELS.items()]
    return render_template(
        "people/participants.html",
        view=found,
        fields=fields,
        role_options=roles,
        page_url=lambda page: f"{url_for('participants.index')}?{urlencode(fields | {'page': page})}",
    )


@blueprint.get("/participants/<uuid:person_id>")
@requires(Action.MANAGE_PARTICIPANTS)
def show(person_id: UUID) -> str:
    """One person, with everything the desk can do for them."""
    person = participants.participant(current_actor(), person_id)
    return render_template("people/participant.html", person=person, link="", code="", picture="")


def _is_yes() -> bool:
    value = request.form.get("value")
    if value not in {"yes", "no"}:
        abort(400)
    return value == "yes"


def _back(person_id: UUID) -> Response:
    fallback = url_for("participants.show", person_id=person_id)
    return redirect(own_path(request.form.get("next") or fallback), 303)


@blueprint.post("/participants/<uuid:person_id>/presence")
@requires(Action.MANAGE_PARTICIPANTS)
def presence(person_id: UUID) -> Response:
    """Check the person in or out."""
    participants.set_presence(person_id, current_actor(), present=_is_yes())
    flash(_("Checked in.") if _is_yes() else _("Checked out."), "success")
    return _back(person_id)


@blueprint.post("/participants/<uuid:person_id>/accreditation")
@requires(Action.MANAGE_PARTICIPANTS)
def accreditation(person_id: UUID) -> Response:
    """Accredit the person, or take it back."""
    participants.set_accreditation(person_id, current_actor(), accredited=_is_yes())
    flash(_("Accredited.") if _is_yes() else _("The accreditation is taken back."), "success")
    return _back(person_id)


@blueprint.post("/participants/<uuid:person_id>/fee")
@requires(Action.MANAGE_PARTICIPANTS)
def fee(person_id: UUID) -> Response:
    """Note whether the person's city has paid its fee."""
    person = participants.participant(current_actor(), person_id)
    if person.member is None:
        abort(400)
    participants.set_fee(person.member.id, current_actor(), paid=_is_yes())
    flash(_("The fee is noted as paid.") if _is_yes() else _("The fee is noted as not paid."), "success")
    return _back(person_id)


@blueprint.post("/participants/<uuid:person_id>/link")
@requires(Action.MANAGE_PARTICIPANTS)
def link(person_id: UUID) -> str:
    """A new personal link, shown this once, to be copied or scanned from the screen."""
    token = issue_link(person_id, current_actor())
    settings: Settings = current_app.config["SETTINGS"]
    address = settings.public_origin + url_for("people.enter_page", token=token)
    person = participants.participant(current_actor(), person_id)
    return render_template("people/participant.html", person=person, link=address, code="", picture=qr_code(address))


@blueprint.post("/participants/<uuid:person_id>/code")
@requires(Action.MANAGE_PARTICIPANTS)
def code(person_id: UUID) -> str:
    """A new short code, shown this once, to be typed on the person's phone."""
    issued = issue_code(person_id, current_actor())
    person = participants.participant(current_actor(), person_id)
    return render_template("people/participant.html", person=person, link="", code=issued, picture="")
