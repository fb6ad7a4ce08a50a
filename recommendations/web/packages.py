"""Submission packages: asked for, watched while they are made, taken away."""

from collections.abc import Sequence

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from werkzeug.wrappers import Response

from recommendations.domain.deliveries import PackageFault, PackageStep
from recommendations.domain.permissions import Action
from recommendations.domain.refusals import Refused
from recommendations.i18n import LANGUAGES
from recommendations.services.papers.packages import make_package, package_file, packages_page
from recommendations.web.access import current_actor, requires
from recommendations.web.adopting import grouped
from recommendations.web.attachments import attachment
from recommendations.web.errors import sentence, status_of
from recommendations.web.telling import PageTeller
from recommendations.web.typed import number as typed_number

blueprint = Blueprint("packages", __name__)

STEPS: dict[str, LazyString] = {
    PackageStep.READING: _l("Everything is being put together."),
    PackageStep.LETTERS: _l("The letters are being written."),
    PackageStep.MANIFESTO: _l("The manifesto is being written."),
    PackageStep.PDF: _l("The PDF is being made."),
    PackageStep.SUMMARIES: _l("The summaries are being written."),
    PackageStep.RECORD: _l("Minutes, participants and votes are being written."),
    PackageStep.AMENDMENTS: _l("The amendments are being written."),
    PackageStep.DATA: _l("The files for machines are being written."),
}
FAULTS: dict[str, LazyString] = {
    PackageFault.INTERRUPTED: _l("The server was stopped while this package was made. Make another one."),
    PackageFault.UNSOUND: _l("One of its files did not pass our own checks, so nothing of it is given out."),
    PackageFault.UNFIT: _l("One of its files cannot be written in your Word template. Take the template out of use."),
    PackageFault.DAMAGED: _l("The stored text no longer has its hash, so it cannot be delivered."),
    PackageFault.NO_LANGUAGE: _l("No language version can be delivered while the language check is open."),
    PackageFault.BROKEN: _l("Something went wrong while it was made. Make another one; if it fails again, tell us."),
}


@blueprint.get("/packages")
@requires(Action.READ_PACKAGES)
def index() -> str:
    """The packages there are, and the button that makes one."""
    return _page("")


@blueprint.post("/packages")
@requires(Action.MAKE_PACKAGE)
def make() -> Response | tuple[str, int]:
    """Begin to make a package of the manifesto that was chosen."""
    manifesto = request.form.get("manifesto", type=typed_number)
    if manifesto is None:
        abort(400)
    try:
        number = make_package(current_actor(), manifesto, PageTeller())
    except Refused as refusal:
        return _page(sentence(refusal)), status_of(refusal)
    flash(_("Package %(number)s is being made.", number=number), "success")
    return redirect(url_for(".index"), 303)


@blueprint.get("/packages/<int:number>.zip")
@requires(Action.READ_PACKAGES)
def download(number: int) -> Response:
    """The package itself."""
    name, content = package_file(current_actor(), number)
    return attachment(name, content, "application/zip")


def _page(fault: str) -> str:
    view = packages_page(current_actor())
    return render_template(
        "packages/index.html",
        view=view,
        fault=fault,
        steps=STEPS,
        faults=FAULTS,
        grouped=grouped,
        size_of=size_of,
        named=named,
    )


def named(languages: Sequence[str]) -> str:
    """Languages by their own names."""
    return ", ".join(LANGUAGES.get(language, language) for language in languages)


def size_of(size: int) -> str:
    """A size in the reader's words: "350 kB", "2.4 MB"."""
    thousand = 1_000
    if size < thousand * thousand:
        return str(_("%(size)s kB", size=max(1, size // thousand)))
    whole, tenths = divmod(size // (100 * thousand), 10)
    return str(_("%(whole)s.%(tenths)s MB", whole=whole, tenths=tenths))
