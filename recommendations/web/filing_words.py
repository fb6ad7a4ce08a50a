"""What a filing form says: beside which field a refusal stands, and what has become of an amendment once filed."""

from flask_babel import gettext as _

from recommendations.domain.amendments import AmendmentState, TextTooLong, TitleMissing, UnknownAddressee
from recommendations.domain.filing import (
    LateNotAllowed,
    MoverAbsent,
    NothingToAmend,
    NotReplaceable,
    OralNotAllowed,
    ThemeTitleMissing,
    ThirdDegree,
)
from recommendations.domain.proposals import LONGEST_REASON, LONGEST_TITLE
from recommendations.domain.refusals import Refused
from recommendations.domain.voting_list import RequestsClosed
from recommendations.services.amendments.acts import Acts
from recommendations.services.filing.pages import FilingPage
from recommendations.web.amendment_forms import AmendmentForm

_FIELDS = {
    TitleMissing.code: "subject",
    UnknownAddressee.code: "addressees",
    NotReplaceable.code: "replaces",
    MoverAbsent.code: "mover",
    # Nothing that is typed can mend these: they stand above the form alone.
    LateNotAllowed.code: "main",
    OralNotAllowed.code: "main",
    ThirdDegree.code: "main",
    NothingToAmend.code: "main",
    RequestsClosed.code: "main",
}


def field_of(page: FilingPage, form: AmendmentForm, refusal: Refused) -> str:
    """The id of the field in which the mistake is; of a text, the first one that was changed."""
    if refusal.code in _FIELDS:
        return _FIELDS[refusal.code]
    if refusal.code == TextTooLong.code and len(form.subject) > LONGEST_TITLE:
        return "subject"
    if refusal.code == TextTooLong.code and len(form.reason) > LONGEST_REASON:
        return "reason"
    return _text_field(page, form, refusal)


def _text_field(page: FilingPage, form: AmendmentForm, refusal: Refused) -> str:
    language = form.language if form.language in page.texts else page.languages[0]
    uids = [paragraph.uid for paragraph in page.texts[language].unit.paragraphs]
    if refusal.code == ThemeTitleMissing.code or page.has_title_only:
        return f"{language}-title"
    if not uids:
        return f"{language}-new"
    changed = form.changed_paragraphs(page, language)
    preferred = [uid for uid in uids if uid in changed or uid == form.paragraph]
    return f"{language}-p-{(preferred or uids)[0]}"


def filed_message(acts: Acts) -> str:
    """What happens with the amendment now that it is filed."""
    if acts.state is AmendmentState.INADMISSIBLE:
        return str(_("Your request is filed. The recommendation will be put to a vote of its own."))
    if acts.state is AmendmentState.EDITORIAL:
        return str(_("Your correction is filed. It changes no meaning, so it needs no vote."))
    if acts.support is not None and acts.support.needed:
        return str(_("Your amendment is filed. It waits for its supporters now."))
    return str(_("Your amendment is filed. The chair decides whether it is admissible."))
