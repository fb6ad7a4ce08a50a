"""Every refusal and every error, translated into a sentence in one place."""

from flask import Flask, render_template
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from werkzeug.exceptions import HTTPException

from recommendations.domain.refusals import NotFound, NotPermitted, Refused

SENTENCES: dict[str, LazyString] = {
    NotPermitted.code: _l("Your role does not allow this. If you think it should, ask the secretariat."),
    NotFound.code: _l("This does not exist in your edition, or no longer does."),
}

STATUS = {NotPermitted.code: 403, NotFound.code: 404}


def sentence(refusal: Refused) -> str:
    """The refusal as a sentence in the reader's language."""
    text = SENTENCES.get(refusal.code, _l("This is not possible now."))
    return str(text) % refusal.details if refusal.details else str(text)


def _refused(refusal: Refused) -> tuple[str, int]:
    status = STATUS.get(refusal.code, 409)
    return render_template("errors/refused.html", sentence=sentence(refusal), code=refusal.code), status


def _http(error: HTTPException) -> tuple[str, int]:
    code = error.code or 500
    return render_template("errors/http.html", code=code), code


def init_errors(app: Flask) -> None:
    """Register one handler for refusals and one for HTTP errors."""
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(HTTPException, _http)
