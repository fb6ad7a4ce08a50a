"""Every refusal and every error, answered in one place: its sentence and its status."""

from flask import Flask, render_template
from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import HTTPException

from recommendations.domain import (
    adoption,
    amendments,
    contradictions,
    corrections,
    deliveries,
    importing,
    intake,
    merged_themes,
    opinions,
    polls,
    signatures,
    signing_in,
    voting_list,
)
from recommendations.domain.refusals import NotConfirmed, NotFound, NotPermitted, Refused
from recommendations.storage.database import db
from recommendations.web.sentences import SENTENCES

SERVER_ERROR = 500
STATUS = {
    NotPermitted.code: 403,
    NotFound.code: 404,
    NotConfirmed.code: 503,
    adoption.PlaceMissing.code: 422,
    intake.ReadersBusy.code: 503,
    intake.TooManyFiles.code: 429,
    signatures.FunctionMissing.code: 422,
    signatures.DeputyReasonMissing.code: 422,
    signatures.PasskeyMissing.code: 422,
    signatures.PasskeyUnknown.code: 422,
    signatures.PasskeyRefused.code: 422,
    signatures.MandateTooLarge.code: 413,
    signatures.MandateOfOtherKind.code: 422,
    deliveries.RecipientIncomplete.code: 422,
    opinions.AdviceNeedsWording.code: 422,
    opinions.TagMissing.code: 422,
    polls.ReasonMissing.code: 422,
    corrections.MeaningChanged.code: 422,
    corrections.NothingToCorrect.code: 422,
    contradictions.SameUnit.code: 422,
    merged_themes.SameTheme.code: 422,
    importing.NothingToImport.code: 422,
    importing.ThemeChosenTwice.code: 422,
    importing.ThemeUnnamed.code: 422,
    amendments.CorrectionReasonNeeded.code: 422,
    voting_list.ListReasonNeeded.code: 422,
    voting_list.BlockNotPossible.code: 422,
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
    if code >= SERVER_ERROR:
        db.session.remove()  # after a failed query it would answer nothing, not even to the error's own page
    return render_template("errors/http.html", code=code), code


def init_errors(app: Flask) -> None:
    """Register one handler for refusals and one for HTTP errors; other edges speak the same sentences."""
    app.extensions["sentence"] = sentence
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(HTTPException, _http)
