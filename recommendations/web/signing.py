"""Signing the manifesto, with a passkey where there is one; the signatory's passkeys; members that join later."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from recommendations.domain.manifesto import Translations, chosen
from recommendations.domain.people import Role
from recommendations.domain.permissions import Action
from recommendations.domain.refusals import Refused
from recommendations.domain.signatures import MandateOfOtherKind, MandateTooLarge, SigningAct
from recommendations.services.manifesto.co_signing import Mandate, co_sign, mandate_of
from recommendations.services.manifesto.publishing import SigningPage, signing_page
from recommendations.services.manifesto.signing import ask_to_sign, sign_manifesto
from recommendations.services.people.passkeys import (
    enter_passkey,
    forget_passkey,
    offer_passkey,
    own_passkeys,
    passkeys_work,
)
from recommendations.web.access import current_actor, requires
from recommendations.web.adopting import START, grouped
from recommendations.web.attachments import JSON, attachment
from recommendations.web.errors import sentence, status_of
from recommendations.web.surroundings import text_language
from recommendations.web.typed import file_name

blueprint = Blueprint("signing", __name__)
_INVALID = 422


@dataclass(frozen=True, slots=True)
class SigningForm:
    """What the signatory has filled in, kept on the screen when it is refused.

    ``own_function`` is what somebody else than the president signs as; ``is_deputy`` says that they sign in the
    president's place instead.
    """

    sha256: str = ""
    start: str = ""
    place: str = ""
    is_compared: bool = False
    own_function: str = ""
    is_deputy: bool = False
    reason: str = ""
    answer: str = ""

    def act(self, *, is_president: bool) -> SigningAct:
        """What the signatory states."""
        if is_president:
            return SigningAct(self.sha256, Role.PRESIDENT.value, self.place)
        if self.is_deputy:
            return SigningAct(self.sha256, Role.PRESIDENT.value, self.place, self.reason)
        return SigningAct(self.sha256, self.own_function, self.place)


@blueprint.get("/manifesto/<int:number>/sign")
@requires(Action.SIGN_MANIFESTO)
def show(number: int) -> str:
    """What was voted against what is signed, and the act of signing."""
    view = signing_page(number, current_actor())
    return _page(view, SigningForm(sha256=view.page.line.sha256, place=view.place), {})


@blueprint.post("/manifesto/<int:number>/sign/question")
@requires(Action.SIGN_MANIFESTO)
def question(number: int) -> Response:
    """What the browser hands to the passkey, as JSON."""
    return _asked(lambda: ask_to_sign(number, current_actor()))


@blueprint.post("/manifesto/<int:number>/sign")
@requires(Action.SIGN_MANIFESTO)
def sign(number: int) -> Response | tuple[str, int]:
    """Sign the text whose hash was shown and copied."""
    form = _sent()
    errors = _errors(form)
    if errors:
        return _page(signing_page(number, current_actor()), form, errors), _INVALID
    act = form.act(is_president=current_actor().holds(Role.PRESIDENT))
    try:
        sign_manifesto(number, act, current_actor(), form.answer)
    except Refused as refusal:
        return _page(signing_page(number, current_actor()), form, {"sign": sentence(refusal)}), status_of(refusal)
    flash(_("The manifesto is signed."), "success")
    return redirect(url_for("adopting.show", number=number), 303)


@blueprint.get("/passkeys")
@requires(Action.SIGN_MANIFESTO)
def passkeys() -> str:
    """The signatory's own passkeys."""
    return _passkeys("")


@blueprint.post("/passkeys/question")
@requires(Action.SIGN_MANIFESTO)
def offer() -> Response:
    """What the browser makes a new passkey from, as JSON."""
    return _asked(lambda: offer_passkey(current_actor()))


@blueprint.post("/passkeys")
@requires(Action.SIGN_MANIFESTO)
def enter() -> Response | tuple[str, int]:
    """Keep the passkey that the browser has made."""
    label = request.form.get("label", "").strip() or _("My passkey")
    try:
        enter_passkey(current_actor(), request.form.get("answer", ""), label)
    except Refused as refusal:
        return _passkeys(sentence(refusal)), status_of(refusal)
    flash(_("The passkey is entered. You can sign with it."), "success")
    return redirect(url_for(".passkeys"), 303)


@blueprint.post("/passkeys/<uuid:passkey_id>/forget")
@requires(Action.SIGN_MANIFESTO)
def forget(passkey_id: UUID) -> Response:
    """Let a passkey sign no more."""
    forget_passkey(current_actor(), passkey_id)
    flash(_("The passkey is forgotten. What it has signed stays signed."), "success")
    return redirect(url_for(".passkeys"), 303)


@blueprint.get("/manifesto/<int:number>/join")
@requires(Action.CO_SIGN_MANIFESTO)
def joining(number: int) -> str:
    """The form in which a member joins the signed manifesto."""
    return _joining(number, "", {})


@blueprint.post("/manifesto/<int:number>/join")
@requires(Action.CO_SIGN_MANIFESTO)
def join(number: int) -> Response | tuple[str, int]:
    """The reader's member joins the signed manifesto."""
    function = request.form.get("function", "")
    file = request.files.get("mandate")
    mandate = Mandate(file_name(file.filename), file.read()) if file is not None and file.filename else None
    try:
        co_sign(number, function, mandate, current_actor())
    except Refused as refusal:
        field = "mandate" if isinstance(refusal, MandateTooLarge | MandateOfOtherKind) else "function"
        return _joining(number, function, {field: sentence(refusal)}), status_of(refusal)
    flash(_("Your member has joined the manifesto."), "success")
    return redirect(url_for("adopting.show", number=number, _anchor="signatures"), 303)


@blueprint.get("/co-signatures/<uuid:co_signature_id>/mandate")
@requires(Action.MANAGE_PARTICIPANTS)
def mandate(co_signature_id: UUID) -> Response:
    """The document that was handed in with a co-signature, to be saved."""
    found = mandate_of(co_signature_id, current_actor())
    return attachment(found.name, found.content, "application/octet-stream")


def _asked(ask: Callable[[], str]) -> Response:
    try:
        return Response(ask(), mimetype=JSON)
    except Refused as refusal:
        return Response(sentence(refusal), status=status_of(refusal), mimetype="text/plain")


def _sent() -> SigningForm:
    fields = request.form
    return SigningForm(
        sha256=fields.get("sha256", ""),
        start=fields.get("start", ""),
        place=fields.get("place", ""),
        is_compared=fields.get("compared") == "yes",
        own_function=fields.get("function", ""),
        is_deputy=fields.get("as") == "deputy",
        reason=fields.get("reason", ""),
        answer=fields.get("answer", ""),
    )


def _errors(form: SigningForm) -> dict[str, str]:
    errors = {}
    if form.start.replace(" ", "").lower() != form.sha256[:START]:
        errors["start"] = _("These are not the first eight characters of the hash on this page.")
    if not form.is_compared:
        errors["compared"] = _("Confirm that you have seen what differs from the voted text.")
    if not form.place.strip():
        errors["place"] = _("Say where you are signing.")
    if not current_actor().holds(Role.PRESIDENT):
        errors |= _function_errors(form)
    return errors


def _function_errors(form: SigningForm) -> dict[str, str]:
    if form.is_deputy:
        return {} if form.reason.strip() else {"reason": _("Say why you sign in the president’s place.")}
    return {} if form.own_function.strip() else {"function": _("Say in which function you sign.")}


def _page(view: SigningPage, form: SigningForm, errors: dict[str, str]) -> str:
    language = text_language(view.page.manifesto.languages)
    return render_template(
        "signing/sign.html",
        view=view,
        form=form,
        errors=errors,
        grouped=grouped,
        language=language,
        say=_say(language),
        passkeys=own_passkeys(current_actor()) if passkeys_work() else (),
        passkeys_work=passkeys_work(),
        is_president=current_actor().holds(Role.PRESIDENT),
    )


def _passkeys(fault: str) -> str:
    known = own_passkeys(current_actor())
    return render_template("signing/passkeys.html", passkeys=known, passkeys_work=passkeys_work(), fault=fault)


def _joining(number: int, function: str, errors: dict[str, str]) -> str:
    return render_template("signing/join.html", number=number, function=function, errors=errors)


def _say(language: str) -> Callable[[Translations], str]:
    return lambda translations: chosen(translations, language)[0]
