"""Every refusal and every error, translated into a sentence in one place."""

from flask import Flask, render_template
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from werkzeug.exceptions import HTTPException

from recommendations.domain import signing_in
from recommendations.domain.refusals import NotFound, NotPermitted, Refused

SENTENCES: dict[str, LazyString] = {
    NotPermitted.code: _l("Your role does not allow this. If you think it should, ask the secretariat."),
    NotFound.code: _l("This does not exist in your edition, or no longer does."),
    signing_in.LinkUnknown.code: _l("This link is not valid. Perhaps a newer one was sent to you: use the newest."),
    signing_in.LinkExpired.code: _l("This link has expired. Ask the secretariat for a new one; your place is kept."),
    signing_in.LinkUsed.code: _l("This link has been used already; it works once. Ask the secretariat for a new one."),
    signing_in.CodeWrong.code: _l("This code is not right. Check its eight characters: none is 0, O, 1, I or L."),
    signing_in.CodeExpired.code: _l("This code has expired. Ask the desk for a new one."),
    signing_in.CodeUsed.code: _l("This code has been used already; it works once. Ask the desk for a new one."),
    signing_in.CodeBlocked.code: _l("This code was mistyped too often and is blocked. Ask the desk for a new one."),
    signing_in.TooManyAttempts.code: _l("Too many wrong codes. Wait a minute, or use your personal link."),
    signing_in.OtherEdition.code: _l("You are signed in to another edition. Sign out first, then use this again."),
}

STATUS = {
    NotPermitted.code: 403,
    NotFound.code: 404,
    signing_in.LinkUnknown.code: 404,
    signing_in.LinkExpired.code: 410,
    signing_in.LinkUsed.code: 410,
    signing_in.CodeWrong.code: 422,
    signing_in.CodeExpired.code: 422,
    signing_in.CodeUsed.code: 422,
    signing_in.CodeBlocked.code: 422,
    signing_in.TooManyAttempts.code: 429,
}


def sentence(refusal: Refused) -> str:
    """The refusal as a sentence in the reader's language."""
    text = SENTENCES.get(refusal.code, _l("This is not possible now."))
    return str(text) % refusal.details if refusal.details else str(text)


def status_of(refusal: Refused) -> int:
    """The HTTP status that says the same to machines."""
    return STATUS.get(refusal.code, 409)


def _refused(refusal: Refused) -> tuple[str, int]:
    page = render_template("errors/refused.html", sentence=sentence(refusal), code=refusal.code)
    return page, status_of(refusal)


def _http(error: HTTPException) -> tuple[str, int]:
    code = error.code or 500
    return render_template("errors/http.html", code=code), code


def init_errors(app: Flask) -> None:
    """Register one handler for refusals and one for HTTP errors."""
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(HTTPException, _http)
