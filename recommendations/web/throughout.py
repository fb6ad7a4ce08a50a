"""One wording replaced throughout a theme: found, shown in every recommendation, then filed at once."""

from dataclasses import replace
from uuid import UUID, uuid4

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import ngettext
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from recommendations.domain.amendments import RevisionSuperseded, TitleMissing
from recommendations.domain.filing import DeadlinePassed, WordsNotFound
from recommendations.domain.permissions import Action
from recommendations.domain.proposals import LONGEST_TITLE
from recommendations.domain.refusals import NotPermitted, Refused
from recommendations.services.filing.deadlines import deadline_of
from recommendations.services.filing.pages import FilingPage, new_unit_form
from recommendations.services.filing.throughout import Throughout, TouchedUnit, file_throughout, preview_throughout
from recommendations.web.access import current_actor, requires
from recommendations.web.errors import sentence, status_of
from recommendations.web.signed_out import keeps_typed
from recommendations.web.surroundings import language_code, text_language

blueprint = Blueprint("throughout", __name__)
Answer = Response | str | tuple[str, int]
_ANY_TITLE = "–"
_INVALID = 422


@blueprint.get("/themes/<uuid:theme_id>/throughout")
@requires(Action.FILE_AMENDMENT)
def write(theme_id: UUID) -> str:
    """The words to find and what replaces them."""
    page = new_unit_form(current_actor(), theme_id)
    wish = Throughout({}, {}, "", key=uuid4().hex, revision_id=page.revision_id, language=text_language(page.languages))
    return _form(page, wish)


@blueprint.post("/themes/<uuid:theme_id>/throughout")
@keeps_typed
@requires(Action.FILE_AMENDMENT)
def send(theme_id: UUID) -> Answer:
    """The next step of the replacement."""
    page, step = new_unit_form(current_actor(), theme_id), request.form.get("step")
    wish = _wish(page)
    if step not in {"preview", "file"}:
        return _form(page, wish)
    try:
        touched = preview_throughout(current_actor(), theme_id, wish)
        if step == "preview":
            return _check(page, wish, touched)
        filed = file_throughout(current_actor(), theme_id, wish)
    except NotPermitted:
        raise
    except DeadlinePassed as refusal:
        return _check(page, wish, touched, refusal), status_of(refusal)
    except Refused as refusal:
        return _refused(page, wish, refusal)
    message = ngettext(
        "%(num)s amendment is filed.", "%(num)s amendments are filed; one vote decides on all.", len(filed)
    )
    flash(message, "success")
    return redirect(url_for("amending.show", amendment_id=filed[0]), 303)


def _wish(page: FilingPage) -> Throughout:
    values = request.form
    try:
        revision_id = UUID(values["revision"])
    except ValueError:
        raise BadRequest from None
    return Throughout(
        find={code: values.get(f"find-{code}", "") for code in page.languages},
        replace={code: values.get(f"replace-{code}", "") for code in page.languages},
        title=values.get("subject", ""),
        reason=values.get("reason", ""),
        key=values.get("key", "")[:64],
        revision_id=revision_id,
        language=values.get("language", ""),
        accepts_late=bool(values.get("accepts_late")),
    )


def _refused(page: FilingPage, wish: Throughout, refusal: Refused) -> tuple[str, int]:
    if isinstance(refusal, RevisionSuperseded):
        return _form(page, replace(wish, revision_id=page.revision_id), [refusal]), status_of(refusal)
    return _form(page, wish, [refusal, *_hidden_by(page, wish, refusal)]), _INVALID


def _hidden_by(page: FilingPage, wish: Throughout, refusal: Refused) -> list[Refused]:
    """What is wrong besides a missing title; both are said together."""
    if not isinstance(refusal, TitleMissing):
        return []
    try:
        preview_throughout(current_actor(), page.theme.id, replace(wish, title=_ANY_TITLE))
    except Refused as other:
        return [other]
    return []


def _form(page: FilingPage, wish: Throughout, refusals: list[Refused] | None = None) -> str:
    language = wish.language if wish.language in page.texts else page.languages[0]
    errors = [(_field(refusal, language), sentence(refusal)) for refusal in refusals or []]
    deadline = deadline_of(current_actor(), locale=language_code())
    return render_template(
        "amending/throughout.html",
        page=page,
        wish=wish,
        language=language,
        errors=errors,
        deadline=deadline,
        longest_title=LONGEST_TITLE,
    )


def _field(refusal: Refused, language: str) -> str:
    fields = {TitleMissing.code: "subject", WordsNotFound.code: f"find-{language}"}
    return fields.get(refusal.code, f"find-{language}")


def _check(page: FilingPage, wish: Throughout, touched: tuple[TouchedUnit, ...], refusal: Refused | None = None) -> str:
    deadline = deadline_of(current_actor(), locale=language_code())
    error = sentence(refusal) if refusal else ""
    return render_template(
        "amending/throughout_check.html", page=page, wish=wish, touched=touched, deadline=deadline, error=error
    )
