"""The manifesto: where it stands, read, composed, signed, taken away as a file."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import format_date
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from recommendations.domain.manifesto import Translations, chosen
from recommendations.domain.people import Role
from recommendations.domain.permissions import Action
from recommendations.domain.refusals import Refused
from recommendations.services.manifesto.adopting import SigningAct, compose_manifesto, sign_manifesto
from recommendations.services.manifesto.exporting import export
from recommendations.services.manifesto.publishing import SigningPage, overview, read_manifesto, signing_page
from recommendations.web.access import current_actor, requires
from recommendations.web.errors import sentence, status_of
from recommendations.web.surroundings import text_language

blueprint = Blueprint("adopting", __name__)

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
}
START = 8
"""How many characters of the hash the signatory copies."""


@dataclass(frozen=True, slots=True)
class SigningForm:
    """What the signatory has filled in, kept on the screen when it is refused."""

    sha256: str
    start: str
    place: str
    is_compared: bool


@blueprint.get("/manifesto")
@requires(Action.READ_EDITION)
def manifesto() -> str:
    """Where the manifesto stands and what comes next."""
    view = overview(current_actor())
    return render_template("adopting/manifesto.html", view=view, grouped=grouped, fault="")


@blueprint.post("/manifesto/compose")
@requires(Action.COMPOSE_MANIFESTO)
def compose() -> Response | tuple[str, int]:
    """Compose a manifesto of what is adopted."""
    try:
        number = compose_manifesto(current_actor())
    except Refused as refusal:
        page = render_template(
            "adopting/manifesto.html", view=overview(current_actor()), grouped=grouped, fault=sentence(refusal)
        )
        return page, status_of(refusal)
    flash(_("Manifesto %(number)s is composed.", number=number), "success")
    return redirect(url_for(".show", number=number), 303)


@blueprint.get("/manifesto/<int:number>")
@requires(Action.READ_EDITION)
def show(number: int) -> str:
    """The manifesto to be read and printed, with its votes, signatures and hash."""
    page = read_manifesto(number, current_actor())
    language = text_language(page.manifesto.languages)
    known = dict(page.manifesto.addressees)
    return render_template(
        "adopting/show.html",
        page=page,
        language=language,
        grouped=grouped,
        say=_say(language),
        names_of=lambda codes: [chosen(known.get(code, ()), language)[0] or code for code in codes],
        adopted_on=_day(page.publication.adopted_on),
        moment_of=datetime.fromisoformat,
    )


@blueprint.get("/manifesto/<int:number>/sign")
@requires(Action.SIGN_MANIFESTO)
def signing(number: int) -> str:
    """What was voted against what is signed, and the act of signing."""
    view = signing_page(number, current_actor())
    form = SigningForm(view.page.line.sha256, "", view.place, is_compared=False)
    return _signing_page(view, form, {})


@blueprint.post("/manifesto/<int:number>/sign")
@requires(Action.SIGN_MANIFESTO)
def sign(number: int) -> Response | tuple[str, int]:
    """Sign the text whose hash was shown and copied."""
    fields = request.form
    form = SigningForm(
        sha256=fields.get("sha256", ""),
        start=fields.get("start", ""),
        place=fields.get("place", ""),
        is_compared=fields.get("compared") == "yes",
    )
    errors = _signing_errors(form)
    if errors:
        return _signing_page(signing_page(number, current_actor()), form, errors), 422
    act = SigningAct(form.sha256, Role.PRESIDENT.value, form.place)
    try:
        sign_manifesto(number, act, current_actor())
    except Refused as refusal:
        view = signing_page(number, current_actor())
        return _signing_page(view, form, {"sign": sentence(refusal)}), status_of(refusal)
    flash(_("The manifesto is signed."), "success")
    return redirect(url_for(".show", number=number), 303)


@blueprint.get("/manifesto/<int:number>/<language>.docx")
@requires(Action.EXPORT_MANIFESTO)
def word(number: int, language: str) -> Response:
    """The manifesto as a Word file."""
    return _file(number, language, "docx")


@blueprint.get("/manifesto/<int:number>.json")
@requires(Action.EXPORT_MANIFESTO)
def data(number: int) -> Response:
    """The manuscript that is hashed, with votes and signatures."""
    authoritative = read_manifesto(number, current_actor()).manifesto.languages[0]
    return _file(number, authoritative, "json")


def grouped(sha256: str) -> list[str]:
    """The hash in groups that an eye can compare."""
    return [sha256[start : start + START] for start in range(0, len(sha256), START)]


def _file(number: int, language: str, kind: str) -> Response:
    name, content = export(number, language, kind, current_actor())
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype=TYPES[kind], headers=headers)


def _day(iso: str) -> str:
    return str(format_date(date.fromisoformat(iso), "d MMMM y")) if iso else ""


def _say(language: str) -> Callable[[Translations], str]:
    return lambda translations: chosen(translations, language)[0]


def _signing_errors(form: SigningForm) -> dict[str, str]:
    errors = {}
    if form.start.replace(" ", "").lower() != form.sha256[:START]:
        errors["start"] = _("These are not the first eight characters of the hash on this page.")
    if not form.is_compared:
        errors["compared"] = _("Confirm that you have seen what differs from the voted text.")
    if not form.place.strip():
        errors["place"] = _("Say where you are signing.")
    return errors


def _signing_page(view: SigningPage, form: SigningForm, errors: dict[str, str]) -> str:
    language = text_language(view.page.manifesto.languages)
    return render_template(
        "adopting/signing.html",
        view=view,
        form=form,
        errors=errors,
        grouped=grouped,
        language=language,
        say=_say(language),
    )
