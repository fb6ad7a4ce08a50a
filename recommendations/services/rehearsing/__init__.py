"""Plays a whole assembly through the services and compares it with what the file expects."""

from uuid import UUID

from recommendations.intake.assembly import Assembly, Expected, Tabled
from recommendations.services.poll_subjects import on_unit
from recommendations.services.rehearsing.acts import hold_poll
from recommendations.services.rehearsing.checks import check_amendments, check_conflicts, check_text, check_what_if
from recommendations.services.rehearsing.closing import play_manifesto
from recommendations.services.rehearsing.play import CANNOT, file_amendments, vote_on_amendments
from recommendations.services.rehearsing.report import Report
from recommendations.services.rehearsing.scene import Scene, set_scene
from recommendations.services.rehearsing.vectors import check_counting, check_quorums

__all__ = ["rehearse"]


def rehearse(assembly: Assembly) -> Report:
    """Play the assembly on the empty database of the running application, and report on every expectation."""
    report = Report()
    scene = set_scene(assembly)
    filed: dict[str, UUID] = {}
    for tabled in assembly.recommendations:
        filed |= file_amendments(assembly, scene, tabled, report)
    check_conflicts(assembly, filed, report)
    vote_on_amendments(assembly, scene, filed, report)
    check_amendments(assembly, filed, report)
    _whole_votes(assembly, scene, report)
    play_manifesto(assembly, scene, report)
    for case in assembly.what_if:
        check_what_if(assembly, case, report)
    check_counting(report, assembly.counting)
    check_quorums(report, assembly.quorums)
    _report_later(assembly, scene, report)
    return report


def _whole_votes(assembly: Assembly, scene: Scene, report: Report) -> None:
    known = {tabled.id: tabled for tabled in assembly.recommendations}
    for expected in assembly.expected:
        check_text(assembly, scene, expected, report)
        if expected.recommendation in known:
            _whole_vote(scene, known[expected.recommendation], expected, report)


def _whole_vote(scene: Scene, tabled: Tabled, expected: Expected, report: Report) -> None:
    if expected.figures is None:
        return
    try:
        adopted = hold_poll(scene, on_unit(scene.themes[tabled.theme], tabled.id), expected.figures)
    except CANNOT as error:
        report.fail("whole votes", tabled.id, str(error))
        return
    report.expect("whole votes", tabled.id, "adopted" if adopted else "not_adopted", expected.status)


def _report_later(assembly: Assembly, scene: Scene, report: Report) -> None:
    for proposed in assembly.amendments:
        if proposed.target in scene.themes:
            report.unsupported("amendments", proposed.id, f"the kind {proposed.kind} on a theme")
    for target in assembly.voting_lists:
        report.unsupported("voting lists", target, "the computed order of the questions")
    for proxy in assembly.proxies:
        report.unsupported("proxies", proxy["id"], "proxies")
