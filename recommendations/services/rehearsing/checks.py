"""What the file expects of amendments, orders and texts, compared with what the services made of it."""

from recommendations.domain.amendments import AmendmentState, StateReason
from recommendations.domain.hunks import Relation
from recommendations.intake.assembly import Expected
from recommendations.intake.proposed import Proposed
from recommendations.services.amendments.standings import related
from recommendations.services.rehearsing.play import AMENDMENTS, Play
from recommendations.services.rehearsing.proposals import words
from recommendations.services.texts.revisions import newest_revision
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import db
from recommendations.storage.wordings import parts_of

# Files say why in the name of the state.
_LATE = frozenset({StateReason.LATE, StateReason.TOO_FEW_SUPPORTERS})


def check_conflicts(play: Play) -> None:
    """Who conflicts with whom, before any vote: by words, and by what people have tied together."""
    known = {amendment_id: code for code, amendment_id in play.filed.items()}
    for proposed, row in list(play.rows()):
        rivals = related(db.session(), row, Relation.CONFLICT) if row.state.is_standing else []
        found = sorted(known[other.id] for other in rivals)
        play.report.expect("conflicts", proposed.id, found, sorted(proposed.conflicts_with))


def check_amendments(play: Play) -> None:
    """State and cause of a fall of every amendment, and of its parts."""
    for proposed in play.assembly.amendments:
        if proposed.id not in play.filed:
            play.report.fail(AMENDMENTS, proposed.id, "was never filed: its words are in no text")
            continue
        row = play.row(proposed.id)
        play.report.expect(AMENDMENTS, f"{proposed.id} state", _state(row, proposed), proposed.expected_status)
        because = play.code_of(row.felled_by_id) if row.felled_by_id and row.state is AmendmentState.FALLEN else None
        play.report.expect(AMENDMENTS, f"{proposed.id} fallen because", because, proposed.fallen_because)
        _check_ruling(play, proposed, row)
        _check_parts(play, proposed)


def _state(row: Amendment, proposed: Proposed) -> str:
    match row.state:
        case AmendmentState.NOT_ADMITTED if row.state_code in _LATE:
            return "not_admitted_late"
        case AmendmentState.NOT_ADMITTED if proposed.expected_status.startswith(row.state.value):
            return proposed.expected_status
        case AmendmentState.POSTPONED if row.state_code is StateReason.NO_QUORUM:
            return "vote_postponed_no_quorum"
    return row.state.value


def _check_ruling(play: Play, proposed: Proposed, row: Amendment) -> None:
    reason = proposed.admissibility.get("reason")
    if reason is not None:
        found = row.state_code.value or row.state_reason
        play.report.expect(AMENDMENTS, f"{proposed.id} reason", found, reason)


def _check_parts(play: Play, proposed: Proposed) -> None:
    states = {part.number: part.state.value for part in parts_of(db.session(), play.filed[proposed.id])}
    for part in proposed.parts:
        play.report.expect(
            AMENDMENTS, f"{proposed.id}/{part.number} state", states.get(part.number), part.expected_status
        )


def check_orders(play: Play) -> None:
    """The questions of each target, as they were really put; what one poll decides may be named in any order."""
    for target, expected in play.assembly.voting_lists.items():
        found = [_as_one(name) for name in play.asked[target]]
        play.report.expect("voting lists", target, found, [_as_one(name) for name in expected])


def _as_one(name: str) -> str:
    return "+".join(sorted(name.split("+")))


def check_texts(play: Play) -> None:
    """The consolidated text in every language, the addressees, and which amendments are in it."""
    for expected in play.assembly.expected:
        uid = play.uid_of(expected.recommendation)
        _check_text(play, expected, uid)
        found = {proposed.id for proposed, row in play.rows() if row.unit_uid == uid and row.state.is_in_text}
        play.report.expect("texts", f"{expected.recommendation} incorporates", found, set(expected.incorporates))


def _check_text(play: Play, expected: Expected, uid: str | None) -> None:
    revisions = [newest_revision(db.session(), theme_id) for theme_id in play.scene.themes.values()]
    texts = next((found for one in revisions if one and uid for found in [one.unit_texts(uid)] if found), {})
    for language, text in expected.text.items():
        found = words(texts[language]) if language in texts else None
        play.report.expect("texts", f"{expected.recommendation} {language}", found, text)
    if expected.text:
        addressees = {unit.addressees for unit in texts.values()}
        play.report.expect("texts", f"{expected.recommendation} addressees", addressees, {expected.addressees})
