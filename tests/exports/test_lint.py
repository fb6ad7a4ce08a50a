import json
import subprocess
from functools import cache
from pathlib import Path

import pytest

from exports import lint
from exports.lint import UnsoundDocumentError, ensure_sound, findings
from exports.word import write_word
from tests.conftest import missing
from tests.exports.faults import BODY, Fault
from tests.exports.faults import FAULTS as FAULTS_OF_TEXTS
from tests.exports.faults_of_changes import FAULTS_OF_CHANGES
from tests.exports.faults_of_papers import FAULTS_OF_PAPERS
from tests.exports.opening import changed
from tests.exports.publications import make_publication
from tests.exports.variants import LANGUAGES, VARIANTS

FAULTS = (*FAULTS_OF_TEXTS, *FAULTS_OF_PAPERS, *FAULTS_OF_CHANGES)
VALIDATOR = next(Path("node_modules/@xarsh").glob("ooxml-validator-*/ooxml-validator*"), None)


@cache
def sound(paper: str) -> bytes:
    """A file without findings."""
    return VARIANTS[paper]("en")


def broken(fault: Fault) -> bytes:
    """A file with this fault in it."""

    def break_it(text: str) -> str:
        if fault.before is None:
            return fault.after
        assert fault.before in text
        return text.replace(fault.before, fault.after, 1)

    return changed(sound(fault.paper), fault.part, break_it)


def test_a_file_we_write_has_no_findings() -> None:
    ensure_sound(sound("clean"))
    assert findings(sound("clean")) == ()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_every_single_fault_is_caught(fault: Fault) -> None:
    found = {finding.check for finding in findings(broken(fault))}

    assert fault.check in found


def test_properties_in_a_form_that_is_not_ours_are_looked_at_too() -> None:
    ours, other = '<w:pPr><w:pStyle w:val="Operative"/>', '<w:pPr w:a="1"><w:keepNext/><w:pStyle w:val="Operatic"/>'

    found = findings(changed(sound("clean"), BODY, lambda text: text.replace(ours, other, 1)))

    assert {finding.check for finding in found} == {"properties_are_in_order", "styles_are_defined"}


def test_every_check_catches_a_fault() -> None:
    assert {check.__name__ for check in lint.CHECKS} == {fault.check for fault in FAULTS}


def test_a_part_that_is_there_twice_is_caught() -> None:
    content = sound("clean")
    # A second directory entry for the same part: programs differ in which of the two they read.
    found = findings(content.replace(b"word/footer2.xml", b"word/footer1.xml"))

    assert "parts_are_readable" in {finding.check for finding in found}


def test_an_unsound_file_is_not_published(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exports.words.TAGS", {"en": "the Queen's"})

    with pytest.raises(UnsoundDocumentError, match="languages_are_known") as caught:
        write_word(make_publication(), "en")

    assert caught.value.findings


def errors(content: bytes, folder: Path) -> list[object]:
    """What the validator of the Open XML SDK says of a file."""
    if VALIDATOR is None:
        missing("the Open XML SDK validator", "npm ci --include=dev")
    path = folder / "paper.docx"
    path.write_bytes(content)
    done = subprocess.run([str(VALIDATOR), str(path)], capture_output=True, timeout=120, check=False)
    said: list[object] = json.loads(done.stdout)["errors"]
    return said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("variant", VARIANTS)
def test_the_open_xml_sdk_finds_nothing_in_what_we_write(variant: str, language: str, tmp_path: Path) -> None:
    assert errors(VARIANTS[variant](language), tmp_path) == []


def test_our_checks_find_nearly_twice_what_the_open_xml_sdk_finds(tmp_path: Path) -> None:
    caught = [fault for fault in FAULTS if errors(broken(fault), tmp_path)]

    assert len(FAULTS) >= 40
    assert len(FAULTS) >= 1.8 * len(caught), len(caught)
