"""The organisation's own Word templates: handed in, looked at, tried on, put in force."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from exports.sample import LANGUAGES
from recommendations.domain.intake import NamedFile
from recommendations.domain.permissions import Action
from recommendations.domain.refusals import Refused
from recommendations.services.papers.templates import go_without, hand_in, put_in_force, templates_page, tried_on
from recommendations.web.access import current_actor, requires
from recommendations.web.adopting import grouped
from recommendations.web.attachments import WORD, attachment
from recommendations.web.errors import sentence, status_of
from recommendations.web.packages import size_of
from recommendations.web.surroundings import language_code
from recommendations.web.typed import file_name

blueprint = Blueprint("word_templates", __name__)
_INVALID = 422


@blueprint.get("/word-templates")
@requires(Action.MANAGE_TEMPLATES)
def index() -> str:
    """The template in force, the others, and where one is handed in."""
    return _page("")


@blueprint.post("/word-templates")
@requires(Action.MANAGE_TEMPLATES)
def send() -> Response | tuple[str, int]:
    """Take a template in and say what is in it."""
    file = request.files.get("file")
    if file is None or not file.filename:
        return _page(_("Choose a Word template.")), _INVALID
    sent = NamedFile(file_name(file.filename), file.read())
    try:
        template_id = hand_in(current_actor(), sent)
    except Refused as refusal:
        return _page(sentence(refusal)), status_of(refusal)
    flash(_("The template is kept. Try it on before you use it."), "success")
    return _to(template_id)


@blueprint.post("/word-templates/<uuid:template_id>/use")
@requires(Action.MANAGE_TEMPLATES)
def use(template_id: UUID) -> Response:
    """Write every document in this template from now on."""
    put_in_force(current_actor(), template_id)
    flash(_("Documents are written in this template from now on. Packages that are made stay as they are."), "success")
    return redirect(url_for(".index"), 303)


@blueprint.post("/word-templates/none")
@requires(Action.MANAGE_TEMPLATES)
def none() -> Response:
    """Write every document in the house's own look from now on."""
    go_without(current_actor())
    flash(_("Documents are written in our own look from now on."), "success")
    return redirect(url_for(".index"), 303)


@blueprint.get("/word-templates/<uuid:template_id>/sample-<language>.docx")
@requires(Action.MANAGE_TEMPLATES)
def sample(template_id: UUID, language: str) -> Response:
    """A page on which every style can be seen, in this template."""
    return _file(*tried_on(current_actor(), template_id, language, manifesto=False))


@blueprint.get("/word-templates/<uuid:template_id>/manifesto-<language>.docx")
@requires(Action.MANAGE_TEMPLATES)
def manifesto(template_id: UUID, language: str) -> Response:
    """The newest manifesto in this template."""
    return _file(*tried_on(current_actor(), template_id, language, manifesto=True))


def _to(template_id: UUID) -> Response:
    return redirect(url_for(".index", _anchor=f"template-{template_id}"), 303)


def _file(name: str, content: bytes) -> Response:
    return attachment(name, content, WORD)


def _page(fault: str) -> str:
    page = templates_page(current_actor())
    spoken = language_code()
    return render_template(
        "word_templates/index.html",
        page=page,
        fault=fault,
        size_of=size_of,
        grouped=grouped,
        sample_language=spoken if spoken in LANGUAGES else LANGUAGES[0],
    )
