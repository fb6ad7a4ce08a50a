"""Word files of a theme: to be taken away, and to be brought back edited."""

from uuid import UUID

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from recommendations.domain.permissions import Action, Subject, permits
from recommendations.services.papers.theme_papers import theme_paper, theme_papers
from recommendations.web.access import current_actor, requires
from recommendations.web.attachments import WORD, attachment

blueprint = Blueprint("word_files", __name__)


@blueprint.get("/themes/<uuid:theme_id>/word")
@requires(Action.READ_EDITION)
def show(theme_id: UUID) -> str:
    """The theme's Word files, and the way back in."""
    return page_of_theme(theme_id, "")


@blueprint.get("/themes/<uuid:theme_id>/word/<kind>-<language>.docx")
@requires(Action.EXPORT_MANIFESTO)
def download(theme_id: UUID, kind: str, language: str) -> Response:
    """One of the theme's papers."""
    name, content = theme_paper(current_actor(), theme_id, kind, language)
    return attachment(name, content, WORD)


def page_of_theme(theme_id: UUID, fault: str) -> str:
    """The page of the theme's Word files, with what was wrong with the file that was sent."""
    actor = current_actor()
    page = theme_papers(actor, theme_id)
    may_file = permits(actor, Action.FILE_AMENDMENT, Subject(actor.edition_id, theme_id))
    return render_template("word/theme.html", page=page, may_file=may_file, fault=fault)
