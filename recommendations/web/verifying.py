"""Whether a Word file says what was signed; strangers may ask, too."""

from flask import Blueprint, render_template, request
from flask_babel import gettext as _

from recommendations.domain.refusals import Refused
from recommendations.services.manifesto.verifying import Verification, verify
from recommendations.web.access import public
from recommendations.web.adopting import grouped
from recommendations.web.errors import sentence, status_of
from recommendations.web.uploads import held

blueprint = Blueprint("verifying", __name__)
_INVALID = 422


@blueprint.get("/verify")
@public
def show() -> str:
    """The form that takes a Word file."""
    return _page(None, "")


@blueprint.post("/verify")
@public
def check() -> str | tuple[str, int]:
    """The verdict on the file."""
    file = request.files.get("file")
    if file is None or not file.filename:
        return _page(None, _("Choose the Word file to be checked.")), _INVALID
    try:
        with held(file) as sent:
            return _page(verify(sent.content), "")
    except Refused as refusal:
        return _page(None, sentence(refusal)), status_of(refusal)


def _page(result: Verification | None, fault: str) -> str:
    return render_template("verifying/verify.html", result=result, fault=fault, grouped=grouped)
