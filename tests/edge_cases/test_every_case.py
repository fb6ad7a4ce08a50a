import re
from pathlib import Path

HERE = Path(__file__).parent
DOCUMENT = HERE.parents[1] / "docs" / "procedure.md"
CASES = re.compile(r"^def (test_case_(\d\d)_\w+)\(", re.MULTILINE)


def proofs() -> list[tuple[int, str, str]]:
    """Number, file and name of every test of an edge case."""
    sources = {path.name: path.read_text(encoding="utf-8") for path in HERE.glob("test_*.py")}
    return sorted(
        (int(number), name, test) for name, source in sources.items() for test, number in CASES.findall(source)
    )


def test_every_edge_case_of_texts_and_amendments_is_proved_exactly_once() -> None:
    assert [number for number, _name, _test in proofs()] == list(range(1, 45))


def test_the_document_names_the_proof_of_every_case() -> None:
    rows = [f"| {number} | `{name}` | `{test}` |" for number, name, test in proofs()]
    written = DOCUMENT.read_text(encoding="utf-8").splitlines()

    assert [line for line in written if "`test_case_" in line] == rows
