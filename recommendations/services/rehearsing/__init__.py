"""Plays a whole assembly through the services and compares it with what the file expects."""

from recommendations.intake.assembly import Assembly
from recommendations.services.rehearsing.checks import check_amendments, check_conflicts, check_orders, check_texts
from recommendations.services.rehearsing.closing import check_planted, play_manifesto
from recommendations.services.rehearsing.filing import file_amendments
from recommendations.services.rehearsing.judging import admit_amendments, settle_the_rest
from recommendations.services.rehearsing.paths import check_paths
from recommendations.services.rehearsing.play import Play
from recommendations.services.rehearsing.questions import put_all_questions
from recommendations.services.rehearsing.report import Report
from recommendations.services.rehearsing.scene import set_scene
from recommendations.services.rehearsing.vectors import check_counting, check_quorums
from recommendations.services.rehearsing.what_if import check_what_if

__all__ = ["rehearse"]


def rehearse(assembly: Assembly) -> Report:
    """Play the assembly on the empty database of the running application, and report on every expectation."""
    play = Play(assembly, set_scene(assembly), Report())
    check_planted(play)
    file_amendments(play)
    admit_amendments(play)
    check_conflicts(play)
    settle_the_rest(play)
    check_what_if(play)
    put_all_questions(play)
    check_amendments(play)
    check_paths(play)
    check_orders(play)
    check_texts(play)
    play_manifesto(play)
    check_counting(play.report, assembly.counting)
    check_quorums(play.report, assembly.quorums)
    for proxy in assembly.proxies:
        play.report.unsupported("proxies", proxy["id"], "proxies")
    return play.report
