"""The pages of frozen and consolidated texts."""

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, render_template, request

from recommendations.domain.permissions import Action
from recommendations.services.revision_pages import revision_page
from recommendations.web.access import current_actor, requires
from recommendations.web.surroundings import language_code

blueprint = Blueprint("revisions", __name__)


def text_language(languages: Sequence[str]) -> str:
    """The language of the text to show: asked for, else the reader's own, else the authoritative one."""
    wanted = (request.values.get("language", ""), language_code())
    return next((language for language in wanted if language in languages), languages[0])


@blueprint.get("/themes/<uuid:theme_id>/revisions/<int:number>")
@requires(Action.READ_EDITION)
def show(theme_id: UUID, number: int) -> str:
    """The text with its numbers and line numbers, in one language."""
    page = revision_page(current_actor(), theme_id, number)
    language = text_language(page.text.languages) if page.text.languages else language_code()
    return render_template("revisions/show.html", page=page, language=language)
