"""A draft from outside: sent, looked at, read again by other headings, and made themes once it is confirmed."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_babel.speaklater import LazyString
from werkzeug.wrappers import Response

from recommendations.domain.imported import ItemsBy, Wanted, Why
from recommendations.domain.importing import NothingToImport, Reading
from recommendations.domain.permissions import Action
from recommendations.domain.refusals import NotFound, Refused
from recommendations.domain.text import printable
from recommendations.services.texts import draft_uploads
from recommendations.services.texts.import_pages import ImportPreview, Part, import_desk, import_preview
from recommendations.services.texts.importing import Placement, confirm
from recommendations.web.access import current_actor, requires
from recommendations.web.errors import sentence, status_of
from recommendations.web.surroundings import UNIT_LABELS
from recommendations.web.uploads import held

blueprint = Blueprint("importing", __name__)
_INVALID = 422
LEAVE, NEW, WHOLE, FOUND = "leave", "new", "whole", ""

ITEMS: dict[ItemsBy, LazyString] = {
    ItemsBy.LISTS: _l("Items of lists"),
    ItemsBy.PARAGRAPHS: _l("Every paragraph"),
    ItemsBy.NOTHING: _l("Nothing: it is all text"),
}

WHY: dict[Why, LazyString] = {
    Why.TABLE: _l("It stands in a table, and texts here have none."),
    Why.BOX: _l("It stands in a text box or a drawing, beside the text."),
    Why.HEADER: _l("It stands in a header or footer, around the text."),
    Why.FIELD: _l("The program fills it in, such as a table of contents or a page number."),
    Why.BLANK: _l("It is a prompt that nobody has filled in."),
    Why.RUBY: _l("It is a reading aid above the words."),
    Why.HEADING: _l("It is a footnote or the address of a link in a title, and titles are words alone."),
    Why.NOTE: _l("It is a footnote to which nothing leads."),
    Why.DELETED: _l("It was marked as deleted, and changes are taken as accepted."),
    Why.COMMENT: _l("It is a comment."),
    Why.PICTURE: _l("It is a picture; these are the words that stand for it."),
}
# Where nothing in a file says where a recommendation begins, the page says what was taken for it.
HEADLESS: dict[ItemsBy, LazyString] = {
    ItemsBy.LISTS: _l("every item of a list is a recommendation"),
    ItemsBy.PARAGRAPHS: _l("every paragraph is a recommendation"),
    ItemsBy.HEADINGS: _l("nothing is a recommendation"),
    ItemsBy.NOTHING: _l("nothing is a recommendation"),
}
_MOST_ASIDES = 300
LONGEST_NUMBER = 3
"""Figures of a theme's number."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a part is to become, as typed: a theme's id, ``NEW`` or ``LEAVE``; number, code and title of a new theme."""

    go: str
    number: str
    code: str
    title: str


Typed = Mapping[int, Choice]


@blueprint.get("/import")
@blueprint.get("/themes/<uuid:theme_id>/import")
@requires(Action.IMPORT_DRAFT)
def write(theme_id: UUID | None = None) -> str:
    """Where the file is sent from."""
    return _desk(theme_id)


@blueprint.post("/import")
@blueprint.post("/themes/<uuid:theme_id>/import")
@requires(Action.IMPORT_DRAFT)
def send(theme_id: UUID | None = None) -> Response | tuple[str, int]:
    """Read the file for its preview."""
    file = request.files.get("file")
    if file is None or not file.filename:
        return _desk(theme_id, _("Choose a Word file.")), _INVALID
    try:
        with held(file) as sent:
            upload_id = draft_uploads.take_in(current_actor(), theme_id, request.form.get("language", ""), sent)
    except Refused as refusal:
        return _desk(theme_id, sentence(refusal)), status_of(refusal)
    return _to(theme_id, upload_id)


@blueprint.get("/import/<uuid:upload_id>")
@blueprint.get("/themes/<uuid:theme_id>/import/<uuid:upload_id>")
@requires(Action.IMPORT_DRAFT)
def show(upload_id: UUID, theme_id: UUID | None = None) -> str:
    """What was found in the file, and what would become of it."""
    page = _own_page(upload_id, theme_id)
    return _preview(page, _offered(page), {})


@blueprint.post("/import/<uuid:upload_id>/reading")
@blueprint.post("/themes/<uuid:theme_id>/import/<uuid:upload_id>/reading")
@requires(Action.IMPORT_DRAFT)
def read_again(upload_id: UUID, theme_id: UUID | None = None) -> Response:
    """Read the kept file by other headings, or as another language."""
    _own_page(upload_id, theme_id)
    draft_uploads.read_again(current_actor(), upload_id, request.form.get("language", ""), _reading())
    return _to(theme_id, upload_id)


@blueprint.post("/import/<uuid:upload_id>")
@blueprint.post("/themes/<uuid:theme_id>/import/<uuid:upload_id>")
@requires(Action.IMPORT_DRAFT)
def make(upload_id: UUID, theme_id: UUID | None = None) -> Response | tuple[str, int]:
    """Make themes and texts of what was chosen; what stands against it is said on the same page."""
    page = _own_page(upload_id, theme_id)
    typed = _typed(page)
    try:
        done = confirm(
            current_actor(), upload_id, [_placement(part, one) for part, one in typed.items() if one.go != LEAVE]
        )
    except NothingToImport as refusal:
        return _preview(page, typed, {-1: sentence(refusal)}), _INVALID
    if done.refused:
        wrong = {part: sentence(refusal) for part, refusal in done.refused.items()}
        return _preview(page, typed, wrong), max(status_of(one) for one in done.refused.values())
    many = len(done.themes)
    flash(ngettext("%(num)s theme has its text.", "%(num)s themes have their texts.", many), "success")
    return _to(theme_id, upload_id)


@blueprint.post("/import/<uuid:upload_id>/forget")
@blueprint.post("/themes/<uuid:theme_id>/import/<uuid:upload_id>/forget")
@requires(Action.IMPORT_DRAFT)
def forget(upload_id: UUID, theme_id: UUID | None = None) -> Response:
    """Keep the file no longer."""
    _own_page(upload_id, theme_id)
    draft_uploads.forget(current_actor(), upload_id)
    flash(_("The file is forgotten; no text was changed."), "success")
    return redirect(url_for(".write", theme_id=theme_id), 303)


def _to(theme_id: UUID | None, upload_id: UUID) -> Response:
    return redirect(url_for(".show", theme_id=theme_id, upload_id=upload_id), 303)


def _own_page(upload_id: UUID, theme_id: UUID | None) -> ImportPreview:
    page = import_preview(current_actor(), upload_id)
    if theme_id != (page.theme.id if page.theme else None):
        raise NotFound
    return page


def _reading() -> Reading:
    """How the form wants the file to be read."""
    form = request.form
    if form.get("themes") == WHOLE:
        return Reading(is_whole=True)
    items = form.get("items", FOUND)
    level = _level(items.removeprefix("heading-")) if items.startswith("heading-") else None
    by = ItemsBy(items) if items in set(ItemsBy) else None
    return Reading(Wanted(_level(form.get("themes", FOUND)), level, ItemsBy.HEADINGS if level else by))


def _level(text: str) -> int | None:
    return int(text) if text in set("123456789") else None


def _offered(page: ImportPreview) -> Typed:
    return {part.number: _offer(part) for part in page.parts}


def _offer(part: Part) -> Choice:
    offer = part.offer
    go = str(offer.theme_id) if offer.theme_id else NEW if offer.number is not None else LEAVE
    return Choice(go, "" if offer.number is None else str(offer.number), offer.code, part.theme.title)


def _typed(page: ImportPreview) -> Typed:
    form = request.form
    return {
        part.number: Choice(
            form.get(f"go-{part.number}", LEAVE),
            form.get(f"number-{part.number}", "").strip(),
            form.get(f"code-{part.number}", "").strip(),
            form.get(f"title-{part.number}", "").strip(),
        )
        for part in page.parts
    }


def _placement(part: int, choice: Choice) -> Placement:
    if choice.go == NEW:
        is_number = choice.number.isdecimal() and len(choice.number) <= LONGEST_NUMBER
        number = int(choice.number) if is_number else None
        return Placement(part, None, number, printable(choice.code), printable(choice.title))
    try:
        return Placement(part, UUID(choice.go))
    except ValueError:
        raise NotFound from None


def _desk(theme_id: UUID | None, fault: str = "") -> str:
    desk = import_desk(current_actor(), theme_id)
    refusal = sentence(desk.refusal) if desk.refusal else ""
    language = request.form.get("language") or desk.languages[0]
    return render_template(
        "importing/write.html", desk=desk, theme_id=theme_id, fault=fault, refusal=refusal, language=language
    )


def _preview(page: ImportPreview, typed: Typed, wrong: Mapping[int, str]) -> str:
    return render_template(
        "importing/show.html",
        page=page,
        typed=typed,
        wrong=wrong,
        kinds=UNIT_LABELS,
        items_by=ITEMS,
        headless=HEADLESS,
        why=WHY,
        most_asides=_MOST_ASIDES,
        chosen=_chosen(page),
    )


def _chosen(page: ImportPreview) -> tuple[str, str]:
    """The values of the two questions by what the file is read."""
    wanted = page.reading.wanted
    themes = WHOLE if page.reading.is_whole else str(wanted.theme_level or FOUND)
    items = f"heading-{wanted.item_level}" if wanted.item_level else str(wanted.items_by or FOUND)
    return themes, items
