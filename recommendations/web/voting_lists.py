"""The voting list of a theme: for everybody, for the chair who orders it, and what would follow from it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from recommendations.domain.amendments import RequestKind, TextTooLong
from recommendations.domain.permissions import Action
from recommendations.domain.refusals import Refused
from recommendations.domain.voting_list import BlockNotPossible, ListIncomplete, ListReasonNeeded
from recommendations.services.deciding import what_if
from recommendations.services.voting import list_editing, list_pages
from recommendations.services.voting.requests import request_vote, withdraw_request
from recommendations.web.access import current_actor, requires
from recommendations.web.errors import sentence, status_of
from recommendations.web.surroundings import text_language

Page = tuple[str, int]
blueprint = Blueprint("lists", __name__)


@blueprint.get("/themes/<uuid:theme_id>/list")
@requires(Action.FOLLOW_POLLS)
def show(theme_id: UUID) -> Page:
    """What is still to be voted in the theme, in order."""
    return _list_page(theme_id, None)


def _list_page(theme_id: UUID, refused: Refused | None) -> Page:
    page = list_pages.read_list(current_actor(), theme_id)
    error = sentence(refused) if refused else ""
    return render_template("voting_lists/show.html", page=page, error=error), status_of(refused) if refused else 200


@blueprint.get("/themes/<uuid:theme_id>/list/print")
@requires(Action.FOLLOW_POLLS)
def paper(theme_id: UUID) -> str:
    """The list for the table: with room for what the tellers count (R35)."""
    return render_template("voting_lists/paper.html", page=list_pages.read_list(current_actor(), theme_id))


@blueprint.post("/themes/<uuid:theme_id>/list/requests")
@requires(Action.REQUEST_VOTE)
def ask(theme_id: UUID) -> Response | Page:
    """Ask for a separate or a split vote, or take that back."""
    wanted = _wanted()
    try:
        if "withdraw" in request.form:
            withdraw_request(current_actor(), theme_id, wanted.uid, kind=wanted.kind, amendment_id=wanted.amendment_id)
            flash(_("Your member no longer asks for this."), "success")
        else:
            request_vote(current_actor(), theme_id, wanted.uid, kind=wanted.kind, amendment_id=wanted.amendment_id)
            flash(_("Your member's request is recorded."), "success")
    except Refused as refused:
        return _list_page(theme_id, refused)
    return redirect(url_for(".show", theme_id=theme_id), 303)


@dataclass(frozen=True, slots=True)
class _Wanted:
    kind: RequestKind
    uid: str
    amendment_id: UUID | None


def _wanted() -> _Wanted:
    uid, _separator, amendment_id = request.form.get("what", "").partition("|")
    try:
        kind = RequestKind(request.form.get("kind", ""))
        return _Wanted(kind, uid, UUID(amendment_id) if amendment_id else None)
    except ValueError as error:
        raise BadRequest from error


@dataclass(frozen=True, slots=True)
class Editing:
    """What the chair has typed so far: the order, the ticked questions and the reason, with what was refused."""

    keys: Sequence[str] = ()
    ticked: frozenset[str] = field(default_factory=frozenset)
    reason: str = ""
    refused: Refused | None = None
    is_touched: bool = False


@blueprint.get("/themes/<uuid:theme_id>/list/edit")
@requires(Action.ORDER_VOTES)
def edit(theme_id: UUID) -> Page:
    """The order in the chair's hands; ``?from=rules`` starts from the proposed one."""
    return _edit_page(theme_id, Editing(is_touched=request.args.get("from") == "rules"))


def _edit_page(theme_id: UUID, editing: Editing) -> Page:
    refused = editing.refused
    starts_again = isinstance(refused, ListIncomplete)
    is_proposed = editing.is_touched and not editing.keys
    page = list_editing.order_page(
        current_actor(), theme_id, () if starts_again else editing.keys, is_proposed=is_proposed
    )
    error = sentence(refused) if refused else ""
    is_reason = isinstance(refused, ListReasonNeeded | TextTooLong)
    shown = render_template(
        "voting_lists/edit.html", page=page, editing=editing, error=error, is_reason=is_reason, is_proposed=is_proposed
    )
    return shown, status_of(refused) if refused else 200


@blueprint.post("/themes/<uuid:theme_id>/list/edit")
@requires(Action.ORDER_VOTES)
def publish(theme_id: UUID) -> Response | Page:
    """Publish the order, or show it once more after a question was moved, put into a block or taken out."""
    form = request.form
    keys = list_editing.by_place(form.getlist("item"), form.getlist("place"))
    step, ticked = form.get("step", "publish"), frozenset(form.getlist("tick"))
    editing = Editing(keys, ticked, form.get("reason", ""), is_touched=True)
    if step != "publish":
        moved = list_editing.stepped(keys, step, ticked)
        return _edit_page(theme_id, Editing(moved, frozenset(), editing.reason, is_touched=True))
    try:
        list_editing.publish_order(current_actor(), theme_id, keys, editing.reason)
    except (ListIncomplete, ListReasonNeeded, BlockNotPossible, TextTooLong) as refused:
        return _edit_page(theme_id, Editing(keys, ticked, editing.reason, refused, is_touched=True))
    flash(_("The voting list is published: everybody sees it now."), "success")
    return redirect(url_for(".show", theme_id=theme_id), 303)


@blueprint.get("/themes/<uuid:theme_id>/list/what-if/<uid>")
@requires(Action.FOLLOW_POLLS)
def preview(theme_id: UUID, uid: str) -> str:
    """The text of a unit after results that the reader tries out."""
    found = what_if.what_if(current_actor(), theme_id, uid, request.args.getlist("adopted"))
    languages = list(found.texts) or ["en"]
    refusal = sentence(found.refusal) if found.refusal else ""
    return render_template(
        "voting_lists/what_if.html", page=found, uid=uid, language=text_language(languages), refusal=refusal
    )
