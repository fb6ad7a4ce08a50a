"""The record: every act in words, and the chain to be recounted by anybody."""

from collections import defaultdict
from fractions import Fraction

from flask import Blueprint, render_template, request
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from werkzeug.wrappers import Response

from recommendations.domain.canonical import canonical_json
from recommendations.domain.people import Role
from recommendations.domain.permissions import Action
from recommendations.services.chronicle import Entry, chronicle, whole_record
from recommendations.web.access import current_actor, requires
from recommendations.web.attachments import JSON, attachment
from recommendations.web.surroundings import ROLE_LABELS
from recommendations.web.typed import number
from recommendations.web.verdicts import figure

blueprint = Blueprint("record", __name__)

ACTS: dict[str, LazyString] = {
    "drafting-opened": _l("Drafting of theme %(code)s was opened."),
    "drafting-closed": _l("Drafting of theme %(code)s was closed."),
    "draft-imported": _l("The file %(file)s became the text of these themes: %(codes)s (SHA-256 %(sha256)s)."),
    "text-frozen": _l("The text of theme %(code)s was frozen as version %(number)s."),
    "revision-consolidated": _l(
        "The adopted amendments were put into the text of theme %(theme)s: version %(revision)s."
    ),
    "amendment-filed": _l("Amendment %(label)s was filed: “%(title)s”."),
    "amendment-admissible": _l("Amendment %(label)s was declared admissible."),
    "amendment-inadmissible": _l("Amendment %(label)s was declared not admissible: %(reason)s"),
    "amendment-needs-rebase": _l("Amendment %(number)s has to be adapted to version %(revision)s of the text."),
    "amendment-withdrawn": _l("Amendment %(label)s was withdrawn."),
    "amendment-fallen": _l("Amendment %(label)s fell because of %(because)s."),
    "amendment-supported": _l("%(member)s supports amendment %(label)s."),
    "amendment-support-withdrawn": _l("%(member)s no longer supports amendment %(label)s."),
    "amendment-tabled": _l("Amendment %(label)s has enough supporters, %(supporters)s, and is tabled."),
    "amendment-not-admitted": _l("Amendment %(label)s was not admitted."),
    "amendment-objected": _l("%(member)s objects to the oral amendment %(label)s."),
    "amendment-objections-counted": _l(
        "Objections to the oral amendment %(label)s: %(objections)s; %(threshold)s would stop it."
    ),
    "amendment-not-moved": _l("Nobody in the room moved amendment %(label)s."),
    "amendment-taken-over": _l("Amendment %(label)s of %(from_person)s was taken over by %(person)s."),
    "amendment-carried-over": _l("Amendment %(label)s stands as it was on version %(revision)s of the text."),
    "amendment-rebased": _l("Amendment %(label)s was adapted to the newest text."),
    "amendment-made-a-separate-vote": _l(
        "Amendment %(label)s would delete a whole text: it counts as a request for a separate vote on it."
    ),
    "deadline-set": _l("The deadline for amendments was changed."),
    "amendment-reopened": _l("Amendment %(label)s waits again, because the decision on %(because)s was taken back."),
    "amendment-adopted": _l("Amendment %(label)s was adopted and is part of the text."),
    "amendment-rejected": _l("Amendment %(label)s was rejected."),
    "amendment-adopted-as-amended": _l("Amendment %(label)s was adopted as amended and is part of the text."),
    "amendment-adopted-in-part": _l("Amendment %(label)s was adopted in part."),
    "amendment-editorial-applied": _l("The language version was put right as amendment %(label)s proposed."),
    "amendment-amended": _l("Amendment %(label)s has new words, because %(because)s was adopted."),
    "amendment-merged": _l("Amendment %(label)s was merged into %(because)s."),
    "amendment-consent-given": _l("The author of amendment %(label)s agrees to %(because)s."),
    "amendment-consent-refused": _l("The author of amendment %(label)s does not agree to %(because)s."),
    "amendment-revived": _l("Amendment %(label)s goes on, because %(because)s is gone."),
    "amendment-postponed": _l("The vote on amendment %(label)s was postponed: there is no quorum."),
    "amendment-split": _l("Amendment %(label)s will be voted in parts."),
    "amendment-split-undone": _l("Amendment %(label)s will be voted as a whole."),
    "amendment-part-adopted": _l("Part %(label)s was adopted."),
    "amendment-part-rejected": _l("Part %(label)s was rejected."),
    "amendment-part-fallen": _l("Part %(label)s fell: it cannot be read without another part."),
    "amendment-part-reopened": _l("Part %(label)s waits again."),
    "amendments-linked": _l("Amendments %(label)s and %(other)s were linked: both cannot stand. %(reason)s"),
    "amendments-unlinked": _l("The link between amendments %(label)s and %(other)s was ended."),
    "vote-requested:separate": _l("%(member)s asks for a separate vote in theme %(theme)s."),
    "vote-requested:split": _l("%(member)s asks for amendment %(label)s to be voted in parts."),
    "vote-request-withdrawn:separate": _l("%(member)s no longer asks for a separate vote in theme %(theme)s."),
    "vote-request-withdrawn:split": _l("%(member)s no longer asks for amendment %(label)s to be voted in parts."),
    "voting-list-published": _l("Version %(version)s of the voting list of theme %(theme)s was published. %(reason)s"),
    "contradiction-flagged": _l(
        "Two recommendations, in themes %(one)s and %(other)s, were marked as contradicting each other: %(reason)s"
    ),
    "contradiction-dropped": _l("Two recommendations are no longer marked as contradicting each other."),
    "contradiction-decided": _l("The assembly has chosen between two recommendations that contradict each other."),
    "contradiction-undecided": _l("The assembly has not chosen between two recommendations: as many for as against."),
    "contradiction-reopened": _l("The choice between two recommendations was taken back."),
    "correction-proposed": _l("Correction %(number)s in theme %(theme)s was proposed: %(reason)s"),
    "correction-applied": _l("Correction %(number)s in theme %(theme)s was confirmed and is part of the text."),
    "correction-refused": _l("Correction %(number)s in theme %(theme)s was refused."),
    "correction-reverted": _l("Correction %(number)s in theme %(theme)s was taken back."),
    "correction-displaced": _l("Correction %(number)s no longer fits the text and was taken out of it."),
    "poll-postponed": _l("Vote %(number)s was postponed: %(counted)s are there, %(required)s are needed."),
    "poll-item-taken-out": _l("Amendment %(label)s was taken out of the block of vote %(number)s."),
    "amendment-advised": _l("The rapporteur's advice on amendment %(label)s was recorded, version %(version)s."),
    "advice-answered": _l("The proposer of amendment %(label)s answered the advice."),
    "language-confirmed": _l(
        "Of one text of theme %(theme)s it was confirmed that its languages (%(languages)s) say the same: %(reason)s"
    ),
    "themes-merged": _l("Theme %(source)s was merged into theme %(into)s: version %(number)s."),
    "corrigendum-opened": _l("Corrigendum %(corrigendum)s to manifesto %(manifesto)s was proposed: %(reason)s"),
    "corrigendum-stopped": _l("Corrigendum %(corrigendum)s to manifesto %(manifesto)s was stopped: %(reason)s"),
    "corrigendum-in-force": _l(
        "Corrigendum %(corrigendum)s to manifesto %(manifesto)s is in force: manifesto %(result)s."
    ),
    "unit-read": _l("The consolidated text %(number)s was read and found to read well (version %(revision)s)."),
    "poll-prepared": _l("Vote %(number)s was prepared."),
    "poll-opened": _l("Vote %(number)s was opened; question and electorate are frozen."),
    "poll-closed": _l("Vote %(number)s was closed; ballots in the count: %(ballots)s."),
    "poll-announced": _l(
        "The result of vote %(number)s was announced: %(outcome_yes)s for, %(outcome_no)s against, "
        "%(outcome_abstain)s abstained."
    ),
    "poll-annulled": _l("Vote %(number)s was annulled: %(reason)s"),
    "manifesto-composed": _l("Manifesto %(number)s was composed of %(recommendations)s adopted recommendations."),
    "manifesto-put-to-vote": _l("Manifesto %(number)s was put to the vote."),
    "manifesto-taken-back": _l("The vote on manifesto %(number)s was annulled; it stands as composed."),
    "manifesto-adopted": _l("Manifesto %(number)s was adopted."),
    "manifesto-not-adopted": _l("Manifesto %(number)s was not adopted."),
    "manifesto-corrected": _l(
        "Manifesto %(number)s was issued: manifesto %(corrects)s with the corrections confirmed since."
    ),
    "manifesto-signed": _l("Manifesto %(number)s was signed by %(name)s, %(function)s, in %(place)s."),
    "manifesto-signed-by-deputy": _l(
        "Manifesto %(number)s was signed by %(name)s in the place of the president, in %(place)s: %(deputises_because)s"
    ),
    "manifesto-co-signed": _l("%(member)s joined manifesto %(number)s, by %(name)s (%(function)s)."),
    "package-made": _l("Package %(number)s of manifesto %(manifesto)s was made."),
    "template-handed-in": _l("The Word template %(name)s was handed in."),
    "template-put-in-force": _l("Documents are written in the Word template %(name)s from now on."),
    "template-taken-out": _l("Documents are no longer written in the Word template %(name)s."),
    "recipient-added": _l("%(name)s was put on the list of recipients."),
    "recipient-changed": _l("The entry of %(name)s in the list of recipients was changed."),
    "recipient-removed": _l("%(name)s was taken off the list of recipients."),
    "register-number-written": _l("The number in the Transparency Register is now: %(number)s."),
    "passkey-entered": _l("A passkey was entered: %(label)s."),
    "passkey-forgotten": _l("The passkey %(label)s was forgotten."),
    "participant-changed": _l("The entry of %(person)s was changed."),
    "member-changed": _l("The entry of %(member)s was changed."),
    "credential-issued": _l("A way to sign in was given to %(person)s."),
}


_FIGURES = frozenset({"counted", "required", "outcome_yes", "outcome_no", "outcome_abstain"})


def act_in_words(entry: Entry) -> str:
    """The act as a sentence; a kind without one is named as the record names it."""
    sentence = ACTS.get(f"{entry.kind}:{entry.details.get('kind')}") or ACTS.get(entry.kind)
    if sentence is None:
        return entry.kind
    details = defaultdict(lambda: "–", entry.details)
    if "function" in details:
        details["function"] = _role(details["function"])
    for name in _FIGURES & details.keys():
        details[name] = figure(Fraction(details[name]))
    return str(sentence) % details


def _role(code: str) -> str:
    return str(ROLE_LABELS[Role(code)]) if code in set(Role) else code


@blueprint.get("/record")
@requires(Action.READ_RECORD)
def show() -> str:
    """The acts, newest first, and whether the chain holds."""
    page = chronicle(current_actor(), request.args.get("before", type=number))
    return render_template("record/show.html", page=page, act_in_words=act_in_words)


@blueprint.get("/record.json")
@requires(Action.READ_RECORD)
def download() -> Response:
    """The whole chain; every digest can be recomputed from it."""
    record = whole_record(current_actor())
    return attachment(f"record-{record['edition']}.json", canonical_json(record), JSON)
