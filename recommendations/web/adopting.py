"""The manifesto: where it stands, read, composed, signed, taken away as a file."""

from collections.abc import Callable
from datetime import date, datetime

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask_babel import format_date
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from recommendations.config import Settings
from recommendations.domain.manifesto import Translations, chosen
from recommendations.domain.permissions import Action, Subject, permits
from recommendations.domain.refusals import Refused
from recommendations.services.manifesto.adopting import compose_manifesto
from recommendations.services.manifesto.exporting import export
from recommendations.services.manifesto.published import PublishedManifesto
from recommendations.services.manifesto.publishing import ManifestoPage, overview, read_manifesto
from recommendations.services.papers.manifesto_papers import manifesto_paper
from recommendations.web.access import current_actor, requires
from recommendations.web.attachments import JSON, WORD, attachment
from recommendations.web.errors import sentence, status_of
from recommendations.web.qr_codes import qr_code
from recommendations.web.surroundings import dated, text_language
from recommendations.web.telling import PageTeller

blueprint = Blueprint("adopting", __name__)

TYPES = {"docx": WORD, "json": JSON}
START = 8
"""How many characters of the hash the signatory copies."""


@blueprint.get("/manifesto")
@requires(Action.READ_EDITION)
def manifesto() -> str:
    """Where the manifesto stands and what comes next."""
    return _overview("")


@blueprint.post("/manifesto/compose")
@requires(Action.COMPOSE_MANIFESTO)
def compose() -> Response | tuple[str, int]:
    """Compose a manifesto of what is adopted."""
    try:
        number = compose_manifesto(current_actor())
    except Refused as refusal:
        return _overview(sentence(refusal)), status_of(refusal)
    flash(_("Manifesto %(number)s is composed.", number=number), "success")
    return redirect(url_for(".show", number=number), 303)


@blueprint.get("/manifesto/<int:number>")
@requires(Action.READ_EDITION)
def show(number: int) -> str:
    """The manifesto to be read and printed, with its votes, signatures and hash."""
    page = read_manifesto(number, current_actor())
    language = text_language(page.manifesto.languages)
    address = public_address(page.edition, number) if page.line.state.is_open_to_signature else ""
    picture = qr_code(address) if address else ""
    return render_template(
        "adopting/show.html", page=page, public_address=address, picture=picture, **reading_of(page, language)
    )


@blueprint.get("/manifesto/<int:number>/<language>.docx")
@requires(Action.EXPORT_MANIFESTO)
def word(number: int, language: str) -> Response:
    """The manifesto as a Word file."""
    return _file(number, language, "docx")


@blueprint.get("/manifesto/<int:number>/<kind>-<language>.docx")
@requires(Action.EXPORT_MANIFESTO)
def paper(number: int, kind: str, language: str) -> Response:
    """One of the papers around the manifesto."""
    name, content = manifesto_paper(current_actor(), number, kind, language, PageTeller())
    return attachment(name, content, WORD)


@blueprint.get("/manifesto/<int:number>.json")
@requires(Action.EXPORT_MANIFESTO)
def data(number: int) -> Response:
    """The manuscript that is hashed, with votes and signatures."""
    authoritative = read_manifesto(number, current_actor()).manifesto.languages[0]
    return _file(number, authoritative, "json")


def reading_of(page: ManifestoPage | PublishedManifesto, language: str) -> dict[str, object]:
    """What ``adopting/whole.html`` needs to show the manifesto in this language."""
    known = dict(page.manifesto.addressees)
    return {
        "language": language,
        "grouped": grouped,
        "say": _say(language),
        "names_of": lambda codes: [chosen(known.get(code, ()), language)[0] or code for code in codes],
        "adopted_on": _day(page.publication.adopted_on),
        "signed_at": lambda at: dated(datetime.fromisoformat(at), page.time_zone),
    }


def public_address(edition: str, number: int) -> str:
    """Where strangers read the manifesto, whole, to be printed and scanned."""
    settings: Settings = current_app.config["SETTINGS"]
    return settings.public_origin + url_for("published.show", code=edition, number=number)


def _overview(fault: str) -> str:
    actor = current_actor()
    may_read_packages = permits(actor, Action.READ_PACKAGES, Subject(actor.edition_id))
    return render_template(
        "adopting/manifesto.html",
        view=overview(actor),
        grouped=grouped,
        fault=fault,
        may_read_packages=may_read_packages,
    )


def grouped(sha256: str) -> list[str]:
    """The hash in groups that an eye can compare."""
    return [sha256[start : start + START] for start in range(0, len(sha256), START)]


def _file(number: int, language: str, kind: str) -> Response:
    name, content = export(number, language, kind, current_actor())
    return attachment(name, content, TYPES[kind])


def _day(iso: str) -> str:
    return str(format_date(date.fromisoformat(iso), "d MMMM y")) if iso else ""


def _say(language: str) -> Callable[[Translations], str]:
    return lambda translations: chosen(translations, language)[0]
