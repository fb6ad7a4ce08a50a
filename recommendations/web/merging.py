"""Two themes made one, and the way from old addresses to where the text stands now."""

from uuid import UUID

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from recommendations.domain.merged_themes import SameTheme
from recommendations.domain.permissions import Action
from recommendations.domain.refusals import NotFound, NotPermitted, Refused
from recommendations.services.texts.merging import merge_themes, mergeable_themes, moved_to
from recommendations.services.texts.merging_preview import preview_merging
from recommendations.web.access import current_actor, requires, signed_in_actor
from recommendations.web.errors import sentence, status_of

blueprint = Blueprint("merging", __name__)
_WORK = frozenset(
    {
        "filing.write_new",
        "filing.write_title",
        "throughout.write",
        "synopsis.theme",
        "lists.show",
        "lists.paper",
        "lists.edit",
    }
)


@blueprint.get("/themes/merge")
@requires(Action.MERGE_THEMES)
def write() -> str:
    """The secretariat chooses which theme becomes part of which."""
    return _page("")


@blueprint.post("/themes/merge")
@requires(Action.MERGE_THEMES)
def merge() -> Response | str | tuple[str, int]:
    """What would happen is told first; confirmed, the source's units and amendments stand in the other theme."""
    actor = current_actor()
    try:
        source, into = (_theme(name) for name in ("source", "into"))
        if request.form.get("step") != "merge":
            return render_template("correcting/merging.html", preview=preview_merging(actor, source, into))
        merge_themes(actor, source, into)
    except NotPermitted:
        raise
    except Refused as refusal:
        return _page(sentence(refusal)), status_of(refusal)
    flash(_("The themes are merged."), "success")
    return redirect(url_for("home.theme", theme_id=into), 303)


def _theme(name: str) -> UUID:
    if not request.form.get(name):
        raise SameTheme
    try:
        return UUID(request.form.get(name, ""))
    except ValueError:
        raise NotFound from None


def _page(error: str) -> str:
    themes = mergeable_themes(current_actor())
    return render_template("correcting/merge.html", themes=themes, form=request.form, error=error)


def _where_it_stands_now() -> Response | None:
    """An old address of a unit, or of work on the whole theme, leads to the theme that has taken it over."""
    values = request.view_args or {}
    actor = signed_in_actor()
    is_work = "uid" in values or request.endpoint in _WORK
    if actor is None or request.method != "GET" or not is_work or "theme_id" not in values:
        return None
    into = moved_to(actor, values["theme_id"])
    if into is None:
        return None
    return redirect(url_for(request.endpoint or "", **{**values, "theme_id": into}), 301)


def init_merging(app: Flask) -> None:
    """Lead every address of a unit to where the unit stands; called after people are recognised."""
    app.before_request(_where_it_stands_now)
