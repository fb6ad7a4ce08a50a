import json
from pathlib import Path
from random import Random
from typing import Any

import pytest

from recommendations.intake.assembly import read_assembly
from recommendations.services.rehearsing import rehearse
from recommendations.services.rehearsing.report import Report, Verdict
from tests.services.rehearsing.transforming import in_other_words, renamed, shuffled

ASSEMBLIES = Path(__file__).parents[2] / "assemblies"
HARBOUR, MOOR = ASSEMBLIES / "harbour.json", ASSEMBLIES / "moor.json"

pytestmark = pytest.mark.usefixtures("context")


def played(data: dict[str, Any], tmp_path: Path) -> Report:
    path = tmp_path / "assembly.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return rehearse(read_assembly(path))


def read(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data


def failing(report: Report) -> set[tuple[str, str]]:
    return {(line.group, line.item) for line in report.lines if line.verdict is Verdict.FAILS}


def test_every_kind_of_amendment_holds_in_other_words_under_other_names_in_another_order(tmp_path: Path) -> None:
    report = played(shuffled(in_other_words(renamed(read(MOOR))), Random(7)), tmp_path)

    assert report.count(Verdict.FAILS) == 0, report.table()
    assert report.count(Verdict.HOLDS) > 170
    assert report.exit_status() == 0


def test_only_what_the_house_cannot_do_yet_is_left_and_said() -> None:
    report = rehearse(read_assembly(HARBOUR))

    assert report.count(Verdict.FAILS) == 0, report.table()
    assert {line.group for line in report.lines if line.verdict is Verdict.UNSUPPORTED} == {"proxies"}
    assert report.exit_status() == 2
    assert "exit status 2" in report.table()


def test_every_wrong_expectation_is_found(tmp_path: Path) -> None:
    data = read(HARBOUR)
    data["expected_outcomes"][0]["expected_text"]["fr"] = "Autre chose."
    data["manifesto"]["omits"] = ["Q-1"]
    data["amendments"][0]["expected_status"] = "rejected"
    data["amendments"][2]["conflicts_with"] = ["B1"]
    data["expected_voting_lists"]["F-1"].reverse()

    report = played(data, tmp_path)

    assert failing(report) == {
        ("texts", "Q-1 fr"),
        ("manifesto", "omits Q-1"),
        ("amendments", "B1 state"),
        ("conflicts", "B3"),
        ("voting lists", "F-1"),
    }
    assert report.exit_status() == 1


def more(data: dict[str, Any], like: str, **fields: object) -> None:
    """One more amendment in the file, like the one it has."""
    known = next(entry for entry in data["amendments"] if entry["id"] == like)
    data["amendments"].append(
        json.loads(json.dumps(known)) | {"conflicts_with": [], "fallen_because": None, "poll": None} | fields
    )


def in_english(find: str, new: str) -> dict[str, object]:
    return {"en": [{"op": "replace", "find": find, "with": new}], "fr": []}


def test_refusals_and_planted_defects_are_what_the_file_expects(tmp_path: Path) -> None:
    text = HARBOUR.read_text(encoding="utf-8").replace("chaque quai", "chaque quai 7").replace("des nouv", "des 4 nouv")
    data = json.loads(text)
    data["recommendations"][0]["planted_defect"] = {"kind": "language_divergence"}
    data["expected_outcomes"][1]["final_poll"]["separate_vote_requested_by"] = "K-1"
    data["expected_voting_lists"]["Q-2"][-1] += " (separate vote)"
    few = {"yes": 2, "no": 1, "quorum": {"present_or_represented": 3}}
    title = {"en": [{"op": "append", "text": " and boats"}], "fr": []}
    more(data, "B1", id="B20", target="H4", kind="title", change=title, poll=few)
    data["amendments"][-1]["expected_status"] = "vote_postponed_no_quorum"
    late = {"minutes_after_deadline": 3, "supporters": 2}
    more(data, "B1", id="B21", change=in_english("Towns", "Cities"), late=late, expected_status="not_admitted_late")
    ruling = {"decision": "inadmissible", "reason": "It is about the sea."}
    more(data, "B1", id="B22", change=in_english("Lamps", "Waves"), admissibility=ruling)
    data["amendments"][-1]["expected_status"] = "inadmissible"
    figures = {"yes": 3, "no": 1, "abstain": 0, "weighted_ballots": [["yes", 3], ["no", 1]]}
    data["counting_vectors"].append({"id": "K9", "rule": "simple", "adopted": True, **figures})
    casting = {"configured": True, "secret": False, "chair_says": "yes", "adopted": True}
    tie = {"yes": 3, "no": 3, "abstain": 0, "invalid": 0, "adopted": False, "with_casting_vote": casting}
    data["counting_vectors"].append({"id": "K10", "rule": "simple", **tie})

    report = played(data, tmp_path)

    assert failing(report) == set(), report.table()
    assert {("language check", "Q-1"), ("manifesto", "signed")} <= {(line.group, line.item) for line in report.lines}
    assert '"verdict": "holds"' in report.json()


def test_what_cannot_be_played_is_said_and_stops_nothing(tmp_path: Path) -> None:
    data = read(HARBOUR)
    by_code = {entry["id"]: entry for entry in data["amendments"]}
    by_code["B1"]["change"]["en"][0]["find"] = "words that stand nowhere"
    by_code["B3"]["poll"] = None
    by_code["B6"]["poll"]["yes"] = 1000
    by_code["B2"]["poll"] |= {"majority": "two_thirds_cast", "quorum": {"present_or_represented": 1000}}
    by_code["B7"]["proposer"] = "nobody of the file"
    by_code["B4"]["path"] = ["tabled", "taken_over_by_K-2"]
    for expected in data["expected_outcomes"]:
        expected["final_poll"] = None
    data["what_if"][0]["results"] = {"B99": "adopted"}

    report = played(data, tmp_path)

    assert {
        ("amendments", "B1"),
        ("amendments", "B7"),
        ("amendments", "B4"),
        ("amendments", "B4 path"),
        ("amendments played", "B2"),
        ("amendments played", "B3"),
        ("amendments played", "B6"),
        ("manifesto", "play"),
        ("what if", "X1"),
    } <= failing(report)
