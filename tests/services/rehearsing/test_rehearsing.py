import json
from pathlib import Path

import pytest
from flask import Flask

from recommendations.intake.assembly import read_assembly
from recommendations.services.rehearsing import rehearse
from recommendations.services.rehearsing.report import Verdict

HARBOUR = Path(__file__).parents[2] / "assemblies" / "harbour.json"


def changed(tmp_path: Path, **parts: object) -> Path:
    path = tmp_path / "assembly.json"
    path.write_text(json.dumps(json.loads(HARBOUR.read_text(encoding="utf-8")) | parts), encoding="utf-8")
    return path


@pytest.mark.usefixtures("context")
def test_an_assembly_worked_out_by_hand_comes_out_as_expected() -> None:
    report = rehearse(read_assembly(HARBOUR))

    assert report.count(Verdict.FAILS) == 0, report.table()
    assert report.count(Verdict.HOLDS) > 30
    assert report.exit_status() == 2


@pytest.mark.usefixtures("context")
def test_what_the_house_cannot_do_yet_is_reported_and_not_counted_as_holding() -> None:
    report = rehearse(read_assembly(HARBOUR))

    unsupported = {(line.group, line.item) for line in report.lines if line.verdict is Verdict.UNSUPPORTED}
    assert ("amendments", "B7") in unsupported
    assert ("texts", "Q-2") in unsupported


@pytest.mark.usefixtures("context")
def test_a_wrong_expectation_is_found(tmp_path: Path) -> None:
    data = json.loads(HARBOUR.read_text(encoding="utf-8"))
    data["expected_outcomes"][0]["expected_text"]["fr"] = "Autre chose."
    data["manifesto"]["omits"] = ["Q-1"]

    report = rehearse(read_assembly(changed(tmp_path, **data)))

    failing = {(line.group, line.item) for line in report.lines if line.verdict is Verdict.FAILS}
    assert failing == {("texts", "Q-1 fr"), ("manifesto", "omits Q-1")}
    assert report.exit_status() == 1


def test_the_rehearsal_needs_no_word_of_one_file(context: Flask, tmp_path: Path) -> None:
    text = HARBOUR.read_text(encoding="utf-8").replace("Q-1", "Z-9").replace("B2", "ZB").replace("quay", "wharf")
    path = tmp_path / "renamed.json"
    path.write_text(text, encoding="utf-8")

    assert rehearse(read_assembly(path)).count(Verdict.FAILS) == 0
    assert context.config["TESTING"]
