"""The form in which an amendment is cut into parts, with the wording of each combination."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from recommendations.domain.permissions import Action
from recommendations.domain.proposals import TypedUnit, typed_from, unit_from_typed
from recommendations.domain.refusals import NotFound, NotPermitted, Refused
from recommendations.domain.text import Unit
from recommendations.services.deciding.split_pages import SplitPage, split_page
from recommendations.services.deciding.splitting import split_amendment, undo_split
from recommendations.web.access import current_actor, requires
from recommendations.web.errors import sentence
from recommendations.web.typed import number

blueprint = Blueprint("splitting", __name__)
_FIELDS = ("title-", "w:")


def field_name(key: str, language: str, uid: str) -> str:
    """The field for a paragraph of one combination's wording."""
    return f"w:{key}:{language}:{uid}"


def changed_paragraphs(page: SplitPage, language: str, unit: Unit) -> list[tuple[str, str]]:
    """The paragraphs of the unit that the amendment touches, as fields show them."""
    shown, base = typed_from(unit).paragraphs, typed_from(page.base[language]).paragraphs
    whole = typed_from(page.whole[language]).paragraphs if language in page.whole else {}
    return [(uid, text) for uid, text in shown.items() if base.get(uid) != whole.get(uid)]


def _shown(page: SplitPage) -> dict[str, str]:
    """Every field of the form as the house fills it."""
    titles = {f"title-{part.number}": part.title for part in page.parts}
    return titles | {
        field_name(wording.key, language, uid): text
        for wording in page.wordings
        for language, unit in wording.units.items()
        if language in page.base
        for uid, text in changed_paragraphs(page, language, unit)
    }


def _typed(before: SplitPage) -> dict[str, str]:
    """What somebody has written; what stands as the house filled it is filled anew for another number of parts."""
    proposed = _shown(before)
    sent = {name: value.replace("\r\n", "\n") for name, value in request.form.items() if name.startswith(_FIELDS)}
    return {name: value for name, value in sent.items() if value != proposed.get(name)}


def _page(page: SplitPage, typed: Mapping[str, str], error: str = "") -> str:
    shown = _shown(page)
    return render_template(
        "amending/split.html",
        page=page,
        typed=typed,
        kept={name: typed[name] for name in typed if name.startswith(_FIELDS) and name not in shown},
        error=error,
        field_name=field_name,
        changed_paragraphs=changed_paragraphs,
    )


@blueprint.get("/themes/<uuid:theme_id>/amendments/<uuid:amendment_id>/split")
@requires(Action.ORDER_VOTES)
def form(theme_id: UUID, amendment_id: UUID) -> str:
    """The parts that the words suggest, or as many as the chair wants."""
    del theme_id  # it lets the theme's own chair in; the service asks again
    page = split_page(current_actor(), amendment_id, request.args.get("count", type=number))
    return _page(page, {})


@blueprint.post("/themes/<uuid:theme_id>/amendments/<uuid:amendment_id>/split")
@requires(Action.ORDER_VOTES)
def split(theme_id: UUID, amendment_id: UUID) -> Response | str | tuple[str, int]:
    """The amendment is voted in these parts, or as a whole again; another number of parts is only shown."""
    del theme_id
    actor = current_actor()
    if request.form.get("act") == "undo":
        undo_split(actor, amendment_id)
        flash(_("The amendment is voted as a whole."), "success")
        return redirect(url_for("amending.show", amendment_id=amendment_id), 303)
    page = split_page(actor, amendment_id, request.form.get("count", type=number))
    if "parts" in request.form:
        return _page(split_page(actor, amendment_id, request.form.get("parts", type=number)), _typed(page))
    try:
        titles = [request.form.get(f"title-{part.number}", "") for part in page.parts]
        split_amendment(actor, amendment_id, titles, _typed_wordings(page))
    except (NotPermitted, NotFound):
        raise
    except Refused as refusal:
        return _page(page, request.form, sentence(refusal)), 422
    flash(_("The amendment is voted in parts."), "success")
    return redirect(url_for("amending.show", amendment_id=amendment_id) + "#parts", 303)


def _typed_wordings(page: SplitPage) -> dict[frozenset[int], dict[str, Unit]]:
    """The wordings that somebody has typed; what was left as it was shown the house computes, where it can."""
    found: dict[frozenset[int], dict[str, Unit]] = {}
    for wording in page.wordings:
        units = {
            language: _typed_unit(page, wording.key, language, unit)
            for language, unit in wording.units.items()
            if language in page.base
        }
        if units != {language: wording.units[language] for language in units} or wording.is_known:
            found[wording.numbers] = units
    return found


def _typed_unit(page: SplitPage, key: str, language: str, unit: Unit) -> Unit:
    shown = typed_from(unit)
    typed = {uid: request.form.get(field_name(key, language, uid), text) for uid, text in shown.paragraphs.items()}
    made = unit_from_typed(unit, TypedUnit(shown.title, typed), f"{page.line.id}:{key}")
    return replace(made, addressees=unit.addressees)
