"""Word files of a theme: to be taken away, and to be brought back edited."""

from uuid import UUID

from flask import Blueprint, render_template

from recommendations.domain.permissions import Action, Subject, permits
from recommendations.services.papers.theme_papers import theme_papers
from recommendations.web.access import current_actor, requires

blueprint = Blueprint("word_files", __name__)


@blueprint.get("/themes/<uuid:theme_id>/word")
@requires(Action.READ_EDITION)
def show(theme_id: UUID) -> str:
    """The theme's Word files, and the way back in."""
    return page_of_theme(theme_id, "")


def page_of_theme(theme_id: UUID, fault: str) -> str:
    """The page of the theme's Word files, with what was wrong with the file that was sent."""
    actor = current_actor()
    page = theme_papers(actor, theme_id)
    may_file = permits(actor, Action.FILE_AMENDMENT, Subject(actor.edition_id, theme_id))
    return render_template("word/theme.html", page=page, may_file=may_file, fault=fault)
