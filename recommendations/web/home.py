"""The front page, the themes, and what every page of the layout shows around its content."""

from flask import Blueprint, render_template

from recommendations.web.access import public, signed_in_actor

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@public
def index() -> str:
    """What is on and the reader's next step; strangers learn what this is and where to sign in."""
    return render_template("home/index.html", actor=signed_in_actor())


@blueprint.get("/accessibility")
@public
def accessibility() -> str:
    """What works for whom, what does not yet, and whom to tell."""
    return render_template("home/accessibility.html")
