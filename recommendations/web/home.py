"""The front page, the pages of the themes, and the pages that strangers and operators may read."""

from json import dumps
from uuid import UUID

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from recommendations.config import VERSION
from recommendations.domain.permissions import Action, Subject, permits
from recommendations.domain.progress import next_steps
from recommendations.services.texts import editions
from recommendations.services.texts.merging import whereabouts
from recommendations.web.access import current_actor, public, requires, signed_in_actor

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@public
def index() -> str:
    """What is on and the reader's next step; strangers learn what this is and where to sign in."""
    actor = signed_in_actor()
    if actor is None:
        return render_template("home/stranger.html")
    situation = editions.situation(actor)
    may_import = permits(actor, Action.IMPORT_DRAFT, Subject(actor.edition_id))
    steps = next_steps(actor, situation)
    return render_template("home/index.html", situation=situation, steps=steps, may_import=may_import)


@blueprint.get("/themes/<uuid:theme_id>")
@requires(Action.READ_EDITION)
def theme(theme_id: UUID) -> str:
    """Everything there is to read and to do in one theme."""
    actor = current_actor()
    subject = Subject(actor.edition_id, theme_id)
    may_file, may_import = (permits(actor, action, subject) for action in (Action.FILE_AMENDMENT, Action.IMPORT_DRAFT))
    view, place = editions.theme(actor, theme_id), whereabouts(actor, theme_id)
    return render_template("home/theme.html", view=view, place=place, may_file=may_file, may_import=may_import)


@blueprint.get("/accessibility")
@public
def accessibility() -> str:
    """What works for whom, what does not yet, and whom to tell."""
    return render_template("home/accessibility.html")


@blueprint.get("/robots.txt")
@public
def robots() -> Response:
    """What search engines may read: the manifestos for everybody; all else is for those who take part."""
    return Response("User-agent: *\nAllow: /public/\nDisallow: /\n", mimetype="text/plain")


@blueprint.get("/health")
@public
def health() -> Response:
    """Whether the server and its database answer, for the operator's watch; nobody's data."""
    answers = editions.database_answers()
    body = {"status": "ok" if answers else "failing", "database": answers, "version": VERSION}
    return Response(dumps(body), 200 if answers else 503, mimetype="application/json")
