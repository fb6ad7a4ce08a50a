"""The end of a rehearsal: the manifesto composed, voted and signed."""

from recommendations.domain.manifesto import Manifesto
from recommendations.intake.assembly import Assembly, figures_of
from recommendations.services.adopting import SigningAct, compose_manifesto, composed, sign_manifesto
from recommendations.services.poll_subjects import on_manifesto
from recommendations.services.rehearsing.acts import hold_poll
from recommendations.services.rehearsing.play import CANNOT
from recommendations.services.rehearsing.report import Report
from recommendations.services.rehearsing.scene import Scene
from recommendations.storage.database import db
from recommendations.storage.manifestos import ManifestoRow, manifestos_of

GROUP = "manifesto"


def play_manifesto(assembly: Assembly, scene: Scene, report: Report) -> None:
    """Compose what was adopted, put it to the vote, sign it if it is adopted, and compare."""
    try:
        compose_manifesto(scene.secretariat)
        row = manifestos_of(db.session(), scene.edition_id)[-1]
        adopted = hold_poll(scene, on_manifesto(row.id), figures_of(assembly.manifesto["final_poll"]))
        status = "adopted" if adopted else "not_adopted"
        report.expect(GROUP, "status", status, assembly.manifesto["expected_status"])
        _check_content(assembly, composed(db.session(), scene.edition_id), report)
        if adopted:
            _sign(assembly, scene, row, report)
    except CANNOT as error:
        report.fail(GROUP, "play", str(error))


def _check_content(assembly: Assembly, manifesto: Manifesto, report: Report) -> None:
    units = [unit for chapter in manifesto.chapters for unit in chapter.units]
    numbers = {unit.texts[0][1].uid: unit.number for unit in units if unit.number}
    tabled = {entry.id for entry in assembly.recommendations}
    for code in assembly.manifesto["contains"]:
        if code in tabled:
            report.expect(GROUP, f"contains {code}", code in numbers, expected=True)
        else:
            report.unsupported(GROUP, f"contains {code}", "a recommendation inserted by an amendment")
    for code in assembly.manifesto["omits"]:
        report.expect(GROUP, f"omits {code}", code in numbers, expected=False)
    for code, number in assembly.manifesto.get("renumbering", {}).items():
        if code in tabled:
            report.expect(GROUP, f"number of {code}", numbers.get(code), number)
        else:
            report.unsupported(GROUP, f"number of {code}", "a recommendation inserted by an amendment")


def _sign(assembly: Assembly, scene: Scene, row: ManifestoRow, report: Report) -> None:
    act = SigningAct(row.sha256, "president", assembly.edition["place"])
    sign_manifesto(row.number, act, scene.president)
    db.session.expire_all()
    signed = db.session.get_one(ManifestoRow, row.id).state.value
    report.expect(GROUP, "signed", signed, "signed")
