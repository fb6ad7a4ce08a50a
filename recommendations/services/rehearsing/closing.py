"""The end of a rehearsal: the manifesto composed, voted and signed."""

from recommendations.domain.language_check import FindingKind, LanguagesDiverge, LanguageStale
from recommendations.domain.manifesto import Manifesto
from recommendations.domain.signatures import SigningAct
from recommendations.intake.proposed import poll_of
from recommendations.services.manifesto.adopting import compose_manifesto, composed
from recommendations.services.manifesto.language_checks import confirm_finding, open_findings
from recommendations.services.manifesto.signing import sign_manifesto
from recommendations.services.rehearsing.acts import hold_poll
from recommendations.services.rehearsing.play import CANNOT, Play
from recommendations.services.voting.targets import on_manifesto
from recommendations.storage.database import db
from recommendations.storage.manifestos import ManifestoRow, manifestos_of

GROUP = "manifesto"


def play_manifesto(play: Play) -> None:
    """Compose what was adopted, put it to the vote, sign it if it is adopted, and compare."""
    try:
        compose_manifesto(play.scene.secretariat)
        _check_content(play, composed(db.session(), play.scene.edition_id))
        _vote(play, manifestos_of(db.session(), play.scene.edition_id)[-1])
    except CANNOT as error:
        play.report.fail(GROUP, "play", f"{type(error).__name__} {error}")


def _vote(play: Play, row: ManifestoRow) -> None:
    poll = poll_of(play.assembly.manifesto.get("final_poll"))
    if poll is None:
        return
    held = hold_poll(play.scene, on_manifesto(row.id), poll)
    play.report.expect(GROUP, "status", held.verdict, play.assembly.manifesto["expected_status"])
    if poll.majority is not None:
        play.report.expect(GROUP, "majority", held.majority, poll.majority)
    if held.is_adopted:
        _sign(play, row)


def _check_content(play: Play, manifesto: Manifesto) -> None:
    units = [unit for chapter in manifesto.chapters for unit in chapter.units if unit.number]
    numbers = {play.unit_code(unit.uid): unit.number for unit in units}
    for code in play.assembly.manifesto["contains"]:
        play.report.expect(GROUP, f"contains {code}", code in numbers, expected=True)
    for code in play.assembly.manifesto["omits"]:
        play.report.expect(GROUP, f"omits {code}", code in numbers, expected=False)
    for code, number in play.assembly.manifesto.get("renumbering", {}).items():
        play.report.expect(GROUP, f"number of {code}", numbers.get(code), number)


def _sign(play: Play, row: ManifestoRow) -> None:
    act = SigningAct(row.sha256, "president", play.assembly.edition["place"])
    expected = "blocked" if _confirm_what_agrees(play) else "signed"
    try:
        sign_manifesto(row.number, act, play.scene.president)
    except (LanguagesDiverge, LanguageStale):
        play.report.expect(GROUP, "signed", "blocked", expected)
        return
    db.session.expire_all()
    signed = db.session.get_one(ManifestoRow, row.id).state.value
    play.report.expect(GROUP, "signed", signed, expected)


def _confirm_what_agrees(play: Play) -> bool:
    """Whether something is left that keeps the president from signing.

    The file's languages agree, except where it plants a defect: people confirm what the house only suspects.
    """
    left = False
    for found in open_findings(db.session(), play.scene.edition_id):
        planted = found.uid in play.tabled and play.tabled[found.uid].is_defective
        if planted or found.finding.kind is FindingKind.STALE:
            left = True
        else:
            confirm_finding(play.scene.secretariat, found.fingerprint, "Both versions were read.")
    return left


def check_planted(play: Play) -> None:
    """What is planted where languages differ is found before anything is voted (case 43)."""
    found = {one.uid for one in open_findings(db.session(), play.scene.edition_id)}
    for tabled in play.assembly.recommendations:
        if tabled.is_defective:
            play.report.expect("language check", tabled.id, tabled.id in found, expected=True)
