import json
from fractions import Fraction
from pathlib import Path

import pytest

from recommendations.intake.assembly import UnreadableAssemblyError, read_assembly

HARBOUR = Path(__file__).parent.parent / "assemblies" / "harbour.json"


def test_an_assembly_is_read_with_the_authoritative_language_first() -> None:
    assembly = read_assembly(HARBOUR)

    assert assembly.languages == ("en", "fr")
    assert [entry.id for entry in assembly.recommendations] == ["Q-1", "Q-2", "F-1"]


def test_figures_are_exact() -> None:
    poll = read_assembly(HARBOUR).amendments[0].poll

    assert poll is not None
    assert (poll.figures.yes, poll.figures.no, poll.figures.abstain) == (Fraction(7), Fraction(4), Fraction(1))


def test_an_amendment_that_is_not_voted_has_no_figures() -> None:
    fallen = next(entry for entry in read_assembly(HARBOUR).amendments if entry.id == "B5")

    assert fallen.poll is None
    assert fallen.fallen_because == "B4"


def test_a_file_that_is_not_json_is_refused_with_its_name(tmp_path: Path) -> None:
    path = tmp_path / "broken.json"
    path.write_text("{", encoding="utf-8")

    with pytest.raises(UnreadableAssemblyError, match=r"broken\.json cannot be read as JSON"):
        read_assembly(path)


def test_a_missing_part_of_the_format_is_named(tmp_path: Path) -> None:
    data = json.loads(HARBOUR.read_text(encoding="utf-8"))
    del data["amendments"][0]["target"]
    path = tmp_path / "partial.json"
    path.write_text(json.dumps(data), encoding="utf-8")

    with pytest.raises(UnreadableAssemblyError, match="target"):
        read_assembly(path)
