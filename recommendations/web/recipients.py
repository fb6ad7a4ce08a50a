"""The secretariat's list of those to whom the package is addressed."""

from dataclasses import fields
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from recommendations.domain.manifesto import chosen
from recommendations.domain.permissions import Action
from recommendations.domain.refusals import NotFound, Refused
from recommendations.services.papers.recipients import (
    RecipientFields,
    add_recipient,
    change_recipient,
    move_recipient,
    recipients_page,
    remove_recipient,
    write_register_number,
)
from recommendations.web.access import current_actor, requires
from recommendations.web.errors import sentence, status_of
from recommendations.web.surroundings import language_code

blueprint = Blueprint("recipients", __name__)
_INVALID = 422


@blueprint.get("/recipients")
@requires(Action.MANAGE_RECIPIENTS)
def index() -> str:
    """The list, and the form for one more."""
    return _list(RecipientFields(), {})


@blueprint.post("/recipients")
@requires(Action.MANAGE_RECIPIENTS)
def add() -> Response | tuple[str, int]:
    """Put one more on the list."""
    typed = _typed()
    wrong = _wrong(typed)
    if wrong:
        return _list(typed, wrong), _INVALID
    try:
        add_recipient(current_actor(), typed)
    except Refused as refusal:
        return _list(typed, {"name": sentence(refusal)}), status_of(refusal)
    flash(_("%(name)s is on the list.", name=typed.name.strip()), "success")
    return redirect(url_for(".index"), 303)


@blueprint.post("/recipients/register-number")
@requires(Action.MANAGE_RECIPIENTS)
def register_number() -> Response | tuple[str, int]:
    """Write the sender's number in the Transparency Register."""
    try:
        write_register_number(current_actor(), request.form.get("number", ""))
    except Refused as refusal:
        return _list(RecipientFields(), {"number": sentence(refusal)}), status_of(refusal)
    flash(_("The number is written. Letters and summaries bear it from the next package on."), "success")
    return redirect(url_for(".index"), 303)


@blueprint.get("/recipients/<uuid:recipient_id>")
@requires(Action.MANAGE_RECIPIENTS)
def write(recipient_id: UUID) -> str:
    """The form in which a recipient is changed."""
    return _form(recipient_id, _listed(recipient_id), {})


@blueprint.post("/recipients/<uuid:recipient_id>")
@requires(Action.MANAGE_RECIPIENTS)
def change(recipient_id: UUID) -> Response | tuple[str, int]:
    """Write the recipient otherwise from now on."""
    _listed(recipient_id)  # of nobody on the list, nothing is wrong with the fields
    typed = _typed()
    wrong = _wrong(typed)
    if wrong:
        return _form(recipient_id, typed, wrong), _INVALID
    try:
        change_recipient(current_actor(), recipient_id, typed)
    except Refused as refusal:
        return _form(recipient_id, typed, {"name": sentence(refusal)}), status_of(refusal)
    flash(_("The entry is changed."), "success")
    return redirect(url_for(".index"), 303)


@blueprint.post("/recipients/<uuid:recipient_id>/remove")
@requires(Action.MANAGE_RECIPIENTS)
def remove(recipient_id: UUID) -> Response:
    """Take the recipient off the list."""
    remove_recipient(current_actor(), recipient_id)
    flash(_("The entry is removed. Packages that are made stay as they are."), "success")
    return redirect(url_for(".index"), 303)


@blueprint.post("/recipients/<uuid:recipient_id>/move")
@requires(Action.MANAGE_RECIPIENTS)
def move(recipient_id: UUID) -> Response:
    """Let the recipient change places with a neighbour."""
    direction = request.form.get("direction")
    if direction not in {"up", "down"}:
        abort(400)
    move_recipient(current_actor(), recipient_id, up=direction == "up")
    return redirect(url_for(".index", _anchor=f"recipient-{recipient_id}"), 303)


def _listed(recipient_id: UUID) -> RecipientFields:
    listed = {one.id: one.fields for one in recipients_page(current_actor()).recipients}
    if recipient_id not in listed:
        raise NotFound
    return listed[recipient_id]


def _typed() -> RecipientFields:
    return RecipientFields(**{field.name: request.form.get(field.name, "") for field in fields(RecipientFields)})


def _wrong(typed: RecipientFields) -> dict[str, str]:
    page = recipients_page(current_actor())
    found = {
        "addressee": (typed.addressee in dict(page.addressees), _("Choose the institution.")),
        "name": (bool(typed.name.strip()), _("Write the name that the letter is addressed to.")),
        "address": (bool(typed.address.strip()), _("Write the address, one line below the other.")),
        "language": (typed.language in page.languages, _("Choose the language of the letter.")),
    }
    return {name: words for name, (is_right, words) in found.items() if not is_right}


def _list(typed: RecipientFields, wrong: dict[str, str]) -> str:
    return _rendered("recipients/index.html", typed, wrong)


def _form(recipient_id: UUID, typed: RecipientFields, wrong: dict[str, str]) -> str:
    return _rendered("recipients/write.html", typed, wrong, recipient_id=recipient_id)


def _rendered(template: str, typed: RecipientFields, wrong: dict[str, str], **more: UUID) -> str:
    page = recipients_page(current_actor())
    language = language_code()
    names = {code: chosen(translations, language)[0] for code, translations in page.addressees}
    return render_template(template, page=page, names=names, typed=typed, wrong=wrong, **more)
