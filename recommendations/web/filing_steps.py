"""The three steps of every filing form: write, check, file; whatever is refused, what was typed stays."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from uuid import UUID

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from recommendations.domain.amendments import RevisionSuperseded, TextTooLong, TitleMissing
from recommendations.domain.filing import DeadlinePassed, WordingReplaced
from recommendations.domain.proposals import LONGEST_TITLE
from recommendations.domain.refusals import NotFound, NotPermitted, Refused
from recommendations.domain.text import Unit
from recommendations.services.amendments.acts import acts_on
from recommendations.services.filing import amending, kept_forms
from recommendations.services.filing.amending import Preview
from recommendations.services.filing.deadlines import deadline_of
from recommendations.services.filing.kept_forms import FormToKeep, KeptFormView
from recommendations.services.filing.pages import FilingPage, FormKind
from recommendations.services.filing.rebasing import preview_rebase, rebase_amendment
from recommendations.services.filing.supporting import support_amendment
from recommendations.web.access import current_actor
from recommendations.web.amendment_forms import AmendmentForm, form_from, fresh_form, renewed_form
from recommendations.web.errors import sentence, status_of
from recommendations.web.filing_words import field_of, filed_message
from recommendations.web.surroundings import language_code, text_language

Answer = Response | str | tuple[str, int]
Read = Callable[[], FilingPage]
_ANY_TITLE = "–"
_NO_CONTENT = 204
_INVALID = 422


def form_or_step(theme_id: UUID, read: Read) -> Answer:
    """The form where it is asked for; where it is sent, what follows."""
    return answered(theme_id, read) if request.method == "POST" else opened(read())


def opened(page: FilingPage) -> Answer:
    """The form: empty, or as it was kept, on the newest text."""
    draft = request.args.get("draft")
    if draft is None:
        paragraph = request.args.get("paragraph", "")
        fresh = fresh_form(page, text_language(page.languages), paragraph)
        return form_page(page, replace(fresh, replaces=tuple(request.args.getlist("replaces"))), begun=_begun())
    kept = kept_forms.kept_form(current_actor(), draft)
    if kept is None:
        raise NotFound
    form = form_from(MultiDict(kept.fields))
    if form.revision_id != page.revision_id:
        return form_page(page, renewed_form(page, form), [RevisionSuperseded(number=page.revision_number)])
    if form.version != page.version and page.amendment is not None:
        return form_page(page, renewed_form(page, form), [WordingReplaced(label=page.amendment.label)])
    return form_page(page, form)


def _begun() -> KeptFormView | None:
    """What the reader has begun to write in this very form and not sent."""
    return next((one for one in kept_forms.kept_forms(current_actor()) if one.path == request.path), None)


def answered(theme_id: UUID, read: Read) -> Answer:
    """What follows from a sent form: its next step, or the form again with what is wrong in it."""
    form = form_from(_sent())
    try:
        page = read()
    except NotFound as refusal:
        return render_template("amending/gone.html", form=form, theme_id=theme_id), status_of(refusal)
    if g.get("is_echo"):
        return form_page(page, form)
    step = request.form.get("step", "").partition(":")[0]
    return _STEPS.get(step, _checked)(page, form)


def _edited(page: FilingPage, form: AmendmentForm) -> Answer:
    return form_page(page, replace(form, deletes_whole=False))


def _sent() -> MultiDict[str, str]:
    """The fields; the button that deletes the whole unit brings its own reason and a title."""
    values = MultiDict(request.form)
    if request.form.get("step") == "delete":
        values["whole"] = "yes"
        values["reason"] = values.get("deletion_reason") or values.get("reason", "")
        values["subject"] = values.get("subject", "").strip() or _("Delete this recommendation")
    elif request.form.get("step") == "edit":
        values.pop("whole", None)
    return values


def _previewed(page: FilingPage, form: AmendmentForm) -> Preview | list[Refused]:
    """The preview, or everything that stands in its way: a missing title hides nothing else."""
    try:
        return _preview(page, form)
    except NotPermitted:
        raise
    except TitleMissing as missing:
        if form.subject.strip():
            return [missing]
        titled = _previewed(page, replace(form, subject=_ANY_TITLE))
        return [missing, *titled] if isinstance(titled, list) else [missing]
    except Refused as refusal:
        return [refusal]


def _preview(page: FilingPage, form: AmendmentForm) -> Preview:
    actor, proposal = current_actor(), form.proposal(page)
    if page.kind is FormKind.REBASE and page.amendment is not None:
        return preview_rebase(actor, page.amendment.id, proposal)
    return amending.preview_amendment(actor, page.theme.id, proposal)


def _checked(page: FilingPage, form: AmendmentForm) -> Answer:
    found = _previewed(page, form)
    _hold(page, form)
    if isinstance(found, list):
        return _refused(page, form, found)
    return check_page(page, form, found)


def _filed(page: FilingPage, form: AmendmentForm) -> Answer:
    """Filed, and shown on its own page; the second click of a double one leads there too."""
    try:
        amendment_id = _file(page, form)
    except NotPermitted:
        raise
    except Refused as refusal:
        return _not_filed(page, form, refusal)
    flash(filed_message(acts_on(current_actor(), amendment_id)), "success")
    return redirect(url_for("amending.show", amendment_id=amendment_id), 303)


def _not_filed(page: FilingPage, form: AmendmentForm, refusal: Refused) -> Answer:
    found = _previewed(page, form)
    if isinstance(found, list):
        return _refused(page, form, found)
    if isinstance(refusal, DeadlinePassed):
        return check_page(page, form, found, refusal), status_of(refusal)
    return _refused(page, form, [refusal])


def _file(page: FilingPage, form: AmendmentForm) -> UUID:
    actor, proposal = current_actor(), form.proposal(page)
    if page.kind is FormKind.REBASE and page.amendment is not None:
        rebase_amendment(actor, page.amendment.id, proposal)
        return page.amendment.id
    return amending.file_amendment(actor, page.theme.id, proposal)


def _refused(page: FilingPage, form: AmendmentForm, refusals: Sequence[Refused]) -> Answer:
    shown = replace(form, deletes_whole=False)
    for refusal in refusals:
        if isinstance(refusal, RevisionSuperseded | WordingReplaced):
            return form_page(page, renewed_form(page, shown), refusals), status_of(refusal)
    return form_page(page, shown, refusals), _INVALID


def _keep(page: FilingPage, form: AmendmentForm) -> None:
    kept = FormToKeep(page.theme.id, form.key, request.path, form.subject, form.sent)
    kept_forms.keep_form(current_actor(), kept)


def _hold(page: FilingPage, form: AmendmentForm) -> None:
    """Keep it without a word, if there is anything in it: nobody has asked for it."""
    if form.subject.strip() or form.reason.strip() or form.changed_languages(page):
        with suppress(TextTooLong):
            _keep(page, form)


def _held(page: FilingPage, form: AmendmentForm) -> Answer:
    """What stands in the form while its page is left, or hidden on a phone."""
    _hold(page, form)
    return "", _NO_CONTENT


def _kept(page: FilingPage, form: AmendmentForm) -> Answer:
    try:
        _keep(page, form)
    except TextTooLong as refusal:
        return _refused(page, form, [refusal])
    flash(_("Your draft is kept. Nobody else sees it, and nothing has been filed."), "success")
    return redirect(url_for("my_amendments.mine"), 303)


def _joined(page: FilingPage, form: AmendmentForm) -> Answer:
    """Support the amendment that says almost the same; the form stays among the drafts."""
    try:
        joined = UUID(request.form["step"].partition(":")[2])
    except ValueError:
        raise BadRequest from None
    support_amendment(current_actor(), joined)
    _keep(page, form)
    flash(_("Your city supports this amendment now. What you wrote is kept among your drafts."), "success")
    return redirect(url_for("amending.show", amendment_id=joined), 303)


def form_page(
    page: FilingPage, form: AmendmentForm, refusals: Sequence[Refused] = (), begun: KeptFormView | None = None
) -> str:
    """Step 1, with each refusal beside its field; a fresh form leads to the one that was ``begun`` before."""
    language = form.language if form.language in page.texts else page.languages[0]
    errors = [(field_of(page, form, refusal), sentence(refusal)) for refusal in refusals]
    return render_template(
        "amending/file.html",
        page=page,
        form=form,
        errors=errors,
        begun=begun,
        language=language,
        changed=form.changed_languages(page),
        paragraphs={code: form.changed_paragraphs(page, code) for code in page.texts},
        longest_title=LONGEST_TITLE,
        deadline=deadline_of(current_actor(), locale=language_code()),
    )


def check_page(page: FilingPage, form: AmendmentForm, preview: Preview, refusal: Refused | None = None) -> str:
    """Step 2: what the assembly would get, and how it stands to everything filed."""
    error = sentence(refusal) if refusal else ""
    deadline = deadline_of(current_actor(), locale=language_code())
    return render_template(
        "amending/preview.html",
        page=page,
        form=form,
        preview=preview,
        error=error,
        deadline=deadline,
        units=_new_units(page, form),
    )


def _new_units(page: FilingPage, form: AmendmentForm) -> dict[str, Unit]:
    """What is new from its first word to its last has no difference to be shown; it is shown itself."""
    return form.units(page) if page.is_new else {}


def _difference(page: FilingPage, form: AmendmentForm) -> Answer:
    """The difference while somebody types; what is still missing then is no mistake."""
    found = _previewed(page, replace(form, subject=form.subject.strip() or _ANY_TITLE))
    refusal = sentence(found[0]) if isinstance(found, list) else ""
    preview = None if isinstance(found, list) else found
    units = {} if preview is None else _new_units(page, form)
    return render_template(
        "amending/difference.html", page=page, form=form, preview=preview, refusal=refusal, units=units
    )


_STEPS: dict[str, Callable[[FilingPage, AmendmentForm], Answer]] = {
    "edit": _edited,
    "keep": _kept,
    "hold": _held,
    "join": _joined,
    "live": _difference,
    "file": _filed,
}
