"""The play: every amendment filed, every question put, in the order of the file."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from recommendations.domain.amendments import WholeTextDeleted
from recommendations.domain.proposals import Proposal
from recommendations.domain.refusals import Refused
from recommendations.domain.text import Paragraph, Span, Unit
from recommendations.intake.assembly import Assembly, Proposed, Tabled
from recommendations.services.amending import file_amendment, judge_amendment
from recommendations.services.poll_subjects import on_amendment
from recommendations.services.rehearsing.acts import hold_poll
from recommendations.services.rehearsing.ballots import FiguresDoNotFitError
from recommendations.services.rehearsing.operations import UnfitOperationError, amended_text
from recommendations.services.rehearsing.report import Report
from recommendations.services.rehearsing.scene import Scene, unit_of
from recommendations.services.rehearsing.support import amendments_on, is_voted_alone, is_whole_deletion, reason_against
from recommendations.services.revisions import tabled_revision
from recommendations.storage.database import db

GROUP = "amendments played"
CANNOT = (Refused, FiguresDoNotFitError, UnfitOperationError)


def amended_units(tabled: Tabled, proposed: Proposed) -> dict[str, Unit]:
    """The recommendation as the proposer wants it, in each language that changes.

    Raises:
        UnfitOperationError: an operation does not fit the tabled text.
    """
    units: dict[str, Unit] = {}
    for language in tabled.text:
        unit = unit_of(tabled, language)
        text = amended_text(tabled.text[language], proposed.change.get(language, ()))
        spans = (Span(text),) if text else ()
        units[language] = replace(unit, paragraphs=(Paragraph(unit.paragraphs[0].uid, spans),) if text else ())
    return units


def addressees_after(tabled: Tabled, proposed: Proposed) -> tuple[str, ...] | None:
    """The addressees the proposer wants; None where they stay."""
    change = proposed.addressees
    if change is None:
        return None
    kept = [code for code in tabled.addressees if code not in change.get("remove", ())]
    return (*kept, *change.get("add", ()))


def file_amendments(assembly: Assembly, scene: Scene, tabled: Tabled, report: Report) -> dict[str, UUID]:
    """File and admit all that can be played on one recommendation; the ids of what was filed, in filing order."""
    filed: dict[str, UUID] = {}
    for proposed in amendments_on(assembly, tabled.id):
        reason = reason_against(assembly, proposed)
        if reason is not None:
            report.unsupported("amendments", proposed.id, reason)
        if reason is not None and not is_voted_alone(proposed):
            continue
        if is_whole_deletion(proposed):
            _refuse_whole_deletion(scene, tabled, proposed, report)
        elif (amendment_id := _file(scene, tabled, proposed, report)) is not None:
            filed[proposed.id] = amendment_id
    return filed


def vote_on_amendments(assembly: Assembly, scene: Scene, filed: Mapping[str, UUID], report: Report) -> None:
    """Put every filed amendment that has figures to the vote, in its order within its target."""
    voted = [entry for entry in assembly.amendments if entry.id in filed and entry.figures is not None]
    for proposed in sorted(voted, key=lambda entry: entry.order):
        _vote(scene, proposed, filed[proposed.id], report)


def _proposal(scene: Scene, tabled: Tabled, proposed: Proposed) -> tuple[UUID, Proposal]:
    theme_id = scene.themes[tabled.theme]
    revision = tabled_revision(db.session(), theme_id)
    assert revision is not None  # noqa: S101 - the scene has stored it
    amended = amended_units(tabled, proposed)
    language = next(iter(amended))
    wanted = addressees_after(tabled, proposed)
    return theme_id, Proposal(revision.id, tabled.id, language, amended, proposed.id, addressees=wanted)


def _file(scene: Scene, tabled: Tabled, proposed: Proposed, report: Report) -> UUID | None:
    try:
        theme_id, proposal = _proposal(scene, tabled, proposed)
        amendment_id = file_amendment(scene.delegates[proposed.proposer], theme_id, proposal)
        judge_amendment(scene.chair, amendment_id, is_admissible=True)
    except CANNOT as error:
        report.fail(GROUP, proposed.id, f"cannot be filed: {error}")
        return None
    return amendment_id


def _refuse_whole_deletion(scene: Scene, tabled: Tabled, proposed: Proposed, report: Report) -> None:
    try:
        theme_id, proposal = _proposal(scene, tabled, proposed)
        file_amendment(scene.delegates[proposed.proposer], theme_id, proposal)
    except WholeTextDeleted:
        report.expect("amendments", proposed.id, "inadmissible", proposed.expected_status)
    except CANNOT as error:
        report.fail("amendments", proposed.id, f"refused for another reason: {error}")
    else:
        report.fail("amendments", proposed.id, "a deletion of the whole text was filed as an amendment")


def _vote(scene: Scene, proposed: Proposed, amendment_id: UUID, report: Report) -> None:
    if proposed.figures is None:
        return
    try:
        hold_poll(scene, on_amendment(amendment_id), proposed.figures)
    except CANNOT as error:
        report.fail(GROUP, proposed.id, f"its poll cannot be held: {error}")
