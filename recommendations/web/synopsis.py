"""The synopsis of a theme or of one recommendation, on the screen and on paper."""

from uuid import UUID

from flask import Blueprint, render_template, request

from recommendations.domain.permissions import Action
from recommendations.services.amendments.synopsis import synopsis
from recommendations.services.amendments.workshop import workshop
from recommendations.web.access import current_actor, requires
from recommendations.web.surroundings import language_code

blueprint = Blueprint("synopsis", __name__)


def _language() -> str:
    return request.args.get("language") or language_code()


@blueprint.get("/themes/<uuid:theme_id>/synopsis")
@requires(Action.READ_EDITION)
def theme(theme_id: UUID) -> str:
    """Every unit of the theme: as tabled, its amendments, as it stands."""
    return render_template("amending/synopsis.html", page=synopsis(current_actor(), theme_id, _language()), uid=None)


@blueprint.get("/themes/<uuid:theme_id>/units/<uid>/synopsis")
@requires(Action.READ_EDITION)
def unit(theme_id: UUID, uid: str) -> str:
    """One unit: as tabled, its amendments, as it stands."""
    page = synopsis(current_actor(), theme_id, _language(), uid)
    return render_template("amending/synopsis.html", page=page, uid=uid)


@blueprint.get("/themes/<uuid:theme_id>/units/<uid>/workshop")
@requires(Action.PROPOSE_COMPROMISE)
def compromise(theme_id: UUID, uid: str) -> str:
    """The workshop in which a compromise between amendments of one unit is written."""
    return render_template("amending/workshop.html", page=workshop(current_actor(), theme_id, uid, _language()))
