"""The pages of a live text: to write, to follow, to close and to freeze."""

from collections.abc import Iterable
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from recommendations.domain.freezing import TextDecidedOn, TextEmpty, UnitIncomplete
from recommendations.domain.permissions import Action
from recommendations.domain.text import Unit
from recommendations.services.texts.draft_pages import DraftPage, draft_page, first_language
from recommendations.services.texts.freezing import freeze, preview_freeze, set_drafting
from recommendations.web.access import current_actor, requires
from recommendations.web.draft_words import editor_words, reader_words
from recommendations.web.errors import sentence, status_of
from recommendations.web.surroundings import language_code, localised

# About two sentences of demand and reason: above this a recommendation is shown as long, never refused.
LENGTH_GOAL = 120
blueprint = Blueprint("drafting", __name__)


def _names_of(page: DraftPage, unit: Unit) -> list[str]:
    return [localised(page.addressees.get(code, {})) or code for code in unit.addressees]


def _language_name(code: str) -> str:
    """The language as the reader calls it: a tab names each in itself, a sentence does not."""
    locale = get_locale()
    return str(locale.languages.get(code, code)) if locale else code


def _reader_data(page: DraftPage) -> dict[str, object]:
    return {
        "text": str(page.version.text_id),
        "number": page.number,
        "order": list(page.numbers),
        "addressees": {code: localised(names) for code, names in page.addressees.items()},
        "words": reader_words(),
    }


def _editor_data(page: DraftPage) -> dict[str, object]:
    actor, parallel = current_actor(), page.parallel
    return {
        "language": page.version.language,
        "person": {"id": str(actor.person_id), "name": actor.name},
        "parallel": parallel
        and {
            "text": str(parallel.text_id),
            "language": parallel.language,
            "name": _language_name(parallel.language),
            "leads": parallel.is_authoritative,
        },
        "words": reader_words() | editor_words(localised(page.title), _language_name(page.version.language)),
    }


@blueprint.get("/themes/<uuid:theme_id>/draft/<language>")
@requires(Action.FOLLOW_DRAFT)
def draft(theme_id: UUID, language: str) -> str:
    """The live text: an editor for those who write it, a page that keeps itself up to date for everybody else."""
    page = draft_page(theme_id, language, current_actor())
    if not page.may_edit:
        return render_template("drafting/follow.html", page=page, names_of=_names_of, data=_reader_data(page))
    data = _reader_data(page) | _editor_data(page)
    return render_template(
        "drafting/draft.html",
        page=page,
        names_of=_names_of,
        data=data,
        length_goal=LENGTH_GOAL,
        language_name=_language_name,
    )


@blueprint.get("/themes/<uuid:theme_id>/drafting")
@requires(Action.CLOSE_DRAFTING)
def drafting_page(theme_id: UUID) -> str:
    """The consequences of closing or opening, before it is done."""
    return render_template("drafting/drafting.html", page=_page(theme_id))


@blueprint.post("/themes/<uuid:theme_id>/drafting")
@requires(Action.CLOSE_DRAFTING)
def set_drafting_state(theme_id: UUID) -> Response:
    """Close drafting, or open it again."""
    state = request.form.get("state")
    if state not in {"open", "closed"}:
        raise BadRequest
    set_drafting(theme_id, current_actor(), is_open=state == "open")
    flash(_("Drafting is open.") if state == "open" else _("Drafting is closed."), "success")
    return _to_draft(theme_id)


@blueprint.get("/themes/<uuid:theme_id>/freeze")
@requires(Action.FREEZE_TEXT)
def freeze_page(theme_id: UUID) -> str:
    """The consequences of freezing, before it is done."""
    return _freeze_page(theme_id)


@blueprint.post("/themes/<uuid:theme_id>/freeze")
@requires(Action.FREEZE_TEXT)
def freeze_text(theme_id: UUID) -> Response | tuple[str, int]:
    """Freeze the text as the next version; what stands in the way is said on the same page."""
    try:
        frozen = freeze(theme_id, current_actor())
    except (TextEmpty, UnitIncomplete, TextDecidedOn) as refusal:
        return _freeze_page(theme_id, sentence(refusal)), status_of(refusal)
    flash(_("The text is frozen as version %(number)s.", number=frozen.number), "success")
    return redirect(url_for("revisions.show", theme_id=theme_id, number=frozen.number), 303)


def _freeze_page(theme_id: UUID, error: str | None = None) -> str:
    page = _page(theme_id)
    preview = preview_freeze(theme_id, current_actor())
    return render_template(
        "drafting/freeze.html",
        page=page,
        preview=preview,
        error=error,
        language_name=_language_name,
        unit_names=lambda uids: _unit_names(page, uids),
    )


def _unit_names(page: DraftPage, uids: Iterable[str]) -> list[str]:
    units = {unit.uid: unit for version in reversed(page.versions) for unit in version.units}
    return [_unit_name(page, units[uid]) for uid in uids if uid in units]


def _unit_name(page: DraftPage, unit: Unit) -> str:
    words = unit.title or " ".join(paragraph.plain for paragraph in unit.paragraphs)
    return f"{page.numbers.get(unit.uid, '')} {words[:60]}".strip()


def _page(theme_id: UUID) -> DraftPage:
    actor = current_actor()
    return draft_page(theme_id, first_language(theme_id, actor, language_code()), actor)


def _to_draft(theme_id: UUID) -> Response:
    language = first_language(theme_id, current_actor(), language_code())
    return redirect(url_for("drafting.draft", theme_id=theme_id, language=language), 303)
