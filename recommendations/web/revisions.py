"""The pages of frozen and consolidated texts."""

from uuid import UUID

from flask import Blueprint, render_template

from recommendations.domain.permissions import Action
from recommendations.services.texts.revision_pages import revision_page
from recommendations.web.access import current_actor, requires
from recommendations.web.surroundings import language_code, text_language

blueprint = Blueprint("revisions", __name__)


@blueprint.get("/themes/<uuid:theme_id>/revisions/<int:number>")
@requires(Action.READ_EDITION)
def show(theme_id: UUID, number: int) -> str:
    """The text with its numbers and line numbers, in one language."""
    page = revision_page(current_actor(), theme_id, number)
    language = text_language(page.text.languages) if page.text.languages else language_code()
    return render_template("revisions/show.html", page=page, language=language)
