"""A Word file that came back: sent, shown with what it asks for, and filed as far as its sender chooses."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_babel.speaklater import LazyString
from werkzeug.wrappers import Response

from recommendations.domain.amendments import RevisionSuperseded
from recommendations.domain.intake import Aside, ChangeKind, Doubt
from recommendations.domain.permissions import Action
from recommendations.domain.refusals import Refused
from recommendations.services.filing.deadlines import deadline_of
from recommendations.services.filing.returned import (
    Chosen,
    ReturnedPage,
    file_chosen,
    returned_page,
    take_in,
)
from recommendations.web.access import current_actor, requires
from recommendations.web.errors import sentence, status_of
from recommendations.web.returned_titles import title_of
from recommendations.web.surroundings import UNIT_LABELS, language_code
from recommendations.web.uploads import held
from recommendations.web.word_files import page_of_theme

blueprint = Blueprint("returned", __name__)
_INVALID = 422

KINDS: dict[ChangeKind, LazyString] = {
    ChangeKind.REPLACE: _l("Words replaced"),
    ChangeKind.DELETE: _l("Words deleted"),
    ChangeKind.INSERT: _l("Words inserted"),
    ChangeKind.SPLIT: _l("Paragraph divided"),
    ChangeKind.MERGE: _l("Paragraphs joined"),
    ChangeKind.MOVE: _l("Text moved"),
    ChangeKind.COMMENT: _l("Comment"),
    ChangeKind.FORMAT: _l("Look changed"),
    ChangeKind.TITLE: _l("Title changed"),
    ChangeKind.UNTRACKED: _l("Changed without being marked"),
    ChangeKind.MISSING: _l("Missing in the file"),
}
DOUBTS: dict[Doubt, LazyString] = {
    Doubt.OTHER_BASE: _l("The file was made from another version of the text: compare the words."),
    Doubt.NO_ORIGIN: _l("The file does not say which version of the text it was made from."),
    Doubt.OTHER_THEME: _l("The file says that it belongs to another theme."),
    Doubt.OTHER_LANGUAGE: _l("The file says that it is in another language."),
    Doubt.SIMILAR_ONLY: _l("The paragraph was found by its likeness alone: check that it is the right one."),
    Doubt.BOOKMARK_ONLY: _l("The paragraph was found by its mark alone; its words are quite different."),
    Doubt.PLACE_ONLY: _l("The paragraph was found by its place alone: check that it is the right one."),
    Doubt.TWINS: _l("Two paragraphs read alike: check that it is the right one."),
    Doubt.UNTRACKED: _l("Somebody changed this without marking it as a change."),
    Doubt.SEVERAL_AUTHORS: _l("Several people have worked on these words."),
    Doubt.ACROSS_UNITS: _l("The change reaches over more than one recommendation."),
    Doubt.NEW_OR_CONTINUED: _l("This may be a new recommendation, or go on with the one before it."),
    Doubt.LINK_DROPPED: _l("A link was left out, because it leads to no web or mail address."),
    Doubt.NOT_AMENDABLE: _l("This part of the text cannot be amended."),
    Doubt.REORDERED: _l("Parts of the text stand in another order than in the house."),
    Doubt.UNACCOUNTED: _l("Not every word of the file could be placed: read the file itself as well."),
}
ASIDES: dict[Aside, LazyString] = {
    Aside.TABLE: _l("stands in a table"),
    Aside.BOX: _l("stands in a text box"),
    Aside.FIELD: _l("is filled in by the program"),
    Aside.HEADER: _l("stands in a header or footer"),
    Aside.RUBY: _l("is a reading aid above the words"),
    Aside.NUMBER: _l("is a number that the house gives"),
    Aside.FURNITURE: _l("stands around the text, not in it"),
    Aside.BESIDE: _l("stands around the text, as far as one can tell"),
    Aside.BLANK: _l("is empty space"),
    Aside.SAME: _l("was deleted and typed again as it was"),
    Aside.NEVER: _l("was inserted and deleted again"),
    Aside.NO_PLACE: _l("has no place in the text"),
    Aside.UNACCOUNTED: _l("could not be placed"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What is typed at a change."""

    is_chosen: bool
    title: str
    reason: str


@blueprint.post("/themes/<uuid:theme_id>/word")
@requires(Action.FILE_AMENDMENT)
def send(theme_id: UUID) -> Response | tuple[str, int]:
    """Take a file in that somebody has edited in Word."""
    file = request.files.get("file")
    if file is None or not file.filename:
        return page_of_theme(theme_id, _("Choose the Word file that you have edited.")), _INVALID
    try:
        with held(file) as sent:
            upload_id = take_in(current_actor(), theme_id, request.form.get("language", ""), sent)
    except Refused as refusal:
        return page_of_theme(theme_id, sentence(refusal)), status_of(refusal)
    return redirect(url_for(".show", upload_id=upload_id), 303)


@blueprint.get("/returned/<uuid:upload_id>")
@requires(Action.FILE_AMENDMENT)
def show(upload_id: UUID) -> str:
    """What the file asks for."""
    page = returned_page(current_actor(), upload_id)
    offered = {
        view.found.number: Choice(not view.is_doubtful, title_of(view.named, view.other_unit), "")
        for view in page.open_changes
    }
    return _page(page, offered, {})


@blueprint.post("/returned/<uuid:upload_id>")
@requires(Action.FILE_AMENDMENT)
def choose(upload_id: UUID) -> Response | tuple[str, int]:
    """File what was chosen; what cannot be filed stays on the screen with its sentence."""
    page = returned_page(current_actor(), upload_id)
    typed = _typed(page)
    wrong = _wrong(page, typed)
    if wrong:
        return _page(page, typed, wrong), _INVALID
    chosen = _chosen(page, typed)
    refused = file_chosen(current_actor(), upload_id, chosen, accepts_late=request.form.get("late") == "yes")
    filed = len(chosen) - len(refused)
    if filed:
        flash(ngettext("%(num)s amendment is filed.", "%(num)s amendments are filed.", filed), "success")
    if refused:
        page = returned_page(current_actor(), upload_id)
        sentences = {f"file-{number}": sentence(refusal) for number, refusal in refused.items()}
        return _page(page, _typed(page), sentences), max(status_of(one) for one in refused.values())
    return redirect(url_for(".show", upload_id=upload_id), 303)


def _typed(page: ReturnedPage) -> dict[int, Choice]:
    form = request.form
    return {
        number: Choice(
            form.get(f"file-{number}") == "yes",
            form.get(f"title-{number}", "").strip(),
            form.get(f"reason-{number}", "").strip(),
        )
        for number in (view.found.number for view in page.open_changes)
    }


def _wrong(page: ReturnedPage, typed: Mapping[int, Choice]) -> dict[str, str]:
    """What is wrong with what was sent, by the field where it is put right."""
    if not page.is_current:
        return {"changes": sentence(RevisionSuperseded())}
    if not any(choice.is_chosen for choice in typed.values()):
        return {"changes": _("Choose at least one change to be filed.")}
    wrong = {
        f"title-{number}": _("Give your amendment a short title, so that people can speak about it.")
        for number, choice in typed.items()
        if choice.is_chosen and not choice.title
    }
    if deadline_of(current_actor()).is_past and request.form.get("late") != "yes":
        wrong["late"] = _("The deadline has passed. Say below that you file late, or file nothing.")
    return wrong


def _chosen(page: ReturnedPage, typed: Mapping[int, Choice]) -> list[Chosen]:
    """What was chosen; both ends of a move under the same title."""
    return [
        Chosen(number, choice.title, choice.reason)
        for view in page.open_changes
        if (choice := typed[view.found.number]).is_chosen
        for number in view.numbers
    ]


def _page(page: ReturnedPage, typed: Mapping[int, Choice], wrong: Mapping[str, str]) -> str:
    return render_template(
        "word/returned.html",
        page=page,
        typed=typed,
        wrong=wrong,
        kinds=KINDS,
        doubts=DOUBTS,
        asides=ASIDES,
        units=UNIT_LABELS,
        deadline=deadline_of(current_actor(), locale=language_code()),
    )
