"""What the file expects of amendments, texts and assumed results, compared with what the services made of it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from recommendations.domain.amendments import AmendmentState, Conflict
from recommendations.domain.hunks import Relation, change_between
from recommendations.domain.incorporation import NumberedChange, incorporate
from recommendations.domain.refusals import Refused
from recommendations.domain.text import Unit
from recommendations.intake.assembly import Assembly, Expected, Proposed, Tabled
from recommendations.services.incorporating import related
from recommendations.services.rehearsing.operations import UnfitOperationError
from recommendations.services.rehearsing.play import amended_units
from recommendations.services.rehearsing.report import Report
from recommendations.services.rehearsing.scene import Scene, unit_of
from recommendations.services.rehearsing.support import is_played_whole, reason_against
from recommendations.services.revisions import newest_revision
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import db


def words(unit: Unit) -> str:
    """The text of a unit, as the file writes it."""
    return "\n".join(paragraph.plain for paragraph in unit.paragraphs)


def check_amendments(assembly: Assembly, filed: Mapping[str, UUID], report: Report) -> None:
    """State, cause of a fall and conflicts of every amendment that was filed."""
    names = {amendment_id: code for code, amendment_id in filed.items()}
    for proposed in assembly.amendments:
        if proposed.id in filed:
            row = db.session.get_one(Amendment, filed[proposed.id])
            if reason_against(assembly, proposed) is not None:
                adopted = proposed.expected_status.startswith("adopted")
                report.expect("amendments", f"{proposed.id} vote", row.state is AmendmentState.ADOPTED, adopted)
                continue
            report.expect("amendments", f"{proposed.id} state", row.state.value, proposed.expected_status)
            cause = names.get(row.felled_by_id) if row.felled_by_id and row.state.value == "fallen" else None
            report.expect("amendments", f"{proposed.id} fallen because", cause, proposed.fallen_because)
            _check_path(proposed, report)


def _check_path(proposed: Proposed, report: Report) -> None:
    if "as_filed" in proposed.raw:
        report.unsupported("amendments", f"{proposed.id} path", "filed on an older revision and rebased")
    elif any(step.startswith("withdrawn") for step in proposed.raw.get("path", ())):
        report.unsupported("amendments", f"{proposed.id} path", "withdrawn and taken over by another member")


def check_conflicts(assembly: Assembly, filed: Mapping[str, UUID], report: Report) -> None:
    """Who conflicts with whom, computed from the words alone, before any vote."""
    names = {amendment_id: code for code, amendment_id in filed.items()}
    for proposed in assembly.amendments:
        if proposed.id in filed:
            row = db.session.get_one(Amendment, filed[proposed.id])
            found = {names[other.id] for other in related(db.session(), row, Relation.CONFLICT) if other.id in names}
            expected = {code for code in proposed.conflicts_with if code in filed}
            report.expect("conflicts", proposed.id, sorted(found), sorted(expected))


def check_text(assembly: Assembly, scene: Scene, expected: Expected, report: Report) -> None:
    """The consolidated text in every language, and the addressees."""
    known = {tabled.id: tabled for tabled in assembly.recommendations}
    if expected.recommendation not in known:
        report.unsupported("texts", expected.recommendation, "a recommendation inserted by an amendment")
        return
    if not is_played_whole(assembly, expected.recommendation):
        report.unsupported("texts", expected.recommendation, "depends on an amendment of a later kind")
        return
    revision = newest_revision(db.session(), scene.themes[known[expected.recommendation].theme])
    texts = revision.unit_texts(expected.recommendation) if revision else {}
    for language, text in expected.text.items():
        found = words(texts[language]) if language in texts else None
        report.expect("texts", f"{expected.recommendation} {language}", found, text)
    found_addressees = {unit.addressees for unit in texts.values()}
    report.expect("texts", f"{expected.recommendation} addressees", found_addressees, {expected.addressees})


def check_what_if(assembly: Assembly, case: Mapping[str, Any], report: Report) -> None:
    """The text that other results would give, or the refusal of results that exclude each other."""
    proposals = {entry.id: entry for entry in assembly.amendments}
    adopted = [code for code, result in case["results"].items() if result == "adopted"]
    if any(code not in proposals or reason_against(assembly, proposals[code]) is not None for code in case["results"]):
        report.unsupported("what if", case["id"], "assumes the result of an amendment of a later kind")
        return
    tabled = next(entry for entry in assembly.recommendations if entry.id == case["target"])
    expected = case["expected_text"] or case.get("expected_error")
    report.expect("what if", case["id"], _assumed(tabled, [proposals[code] for code in adopted]), expected)


def _assumed(tabled: Tabled, adopted: list[Proposed]) -> dict[str, str] | str:
    try:
        changes = [NumberedChange(number, _changes(tabled, entry)) for number, entry in enumerate(adopted)]
        return {language: words(incorporate(unit_of(tabled, language), language, changes)) for language in tabled.text}
    except Conflict:
        return "CONFLICT"
    except (Refused, UnfitOperationError) as error:
        return str(error)


def _changes(tabled: Tabled, entry: Proposed) -> dict[str, Any]:
    units = amended_units(tabled, entry)
    return {language: change_between(unit_of(tabled, language), unit) for language, unit in units.items()}
