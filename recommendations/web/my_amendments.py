"""My amendments: what waits for me, what my city has filed and supports, and what I have begun to write."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from recommendations.domain.permissions import Action
from recommendations.services.amendments.mine import my_amendments
from recommendations.services.filing.kept_forms import drop_form
from recommendations.web.access import current_actor, requires

blueprint = Blueprint("my_amendments", __name__)


@blueprint.get("/amendments/mine")
@requires(Action.KEEP_NOTES)
def mine() -> str:
    """Everything about amendments that concerns the reader."""
    return render_template("amending/mine.html", page=my_amendments(current_actor()))


@blueprint.post("/amendments/mine/drafts/<key>/drop")
@requires(Action.KEEP_NOTES)
def drop(key: str) -> Response:
    """Throw a draft away; it was nobody else's."""
    drop_form(current_actor(), key)
    flash(_("The draft is thrown away."), "success")
    return redirect(url_for(".mine"), 303)
