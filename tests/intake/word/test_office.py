"""Papers edited and saved again by LibreOffice, which marks changes otherwise than Word does."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from exports.working_paper import write_edit_copy
from recommendations.domain.intake import BaseText, BaseUnit, ChangeKind, Doubt, ReturnedPaper
from recommendations.intake.word.furniture import furniture_of
from recommendations.intake.word.returning import read_returned
from tests.conftest import missing
from tests.exports.papers import make_working_paper
from tests.intake.word.edited import changes_in
from tests.intake.word.editing import Editor
from tests.intake.word.papers import document, part

SYSTEM_PYTHON = "/usr/bin/python3"
SECONDS = 120
PAPER = make_working_paper()
COPY = write_edit_copy(PAPER, "en")
_UNITS = tuple(BaseUnit(one.number, one.unit) for one in PAPER.text("en")[1])
BASE = BaseText(PAPER.theme, PAPER.sha256, "en", dict(PAPER.title)["en"], _UNITS, furniture_of(COPY))


@pytest.fixture(autouse=True)
def _office() -> None:
    if shutil.which("soffice") is None:
        missing("soffice", "install libreoffice-writer-nogui")
    if subprocess.run([SYSTEM_PYTHON, "-c", "import uno"], capture_output=True, check=False).returncode:
        missing("UNO", "install python3-uno")


def _edited(folder: Path, content: bytes, acts: Sequence[Sequence[str]]) -> bytes:
    """The file after a session at LibreOffice with tracking on."""
    source, target = folder / "in.docx", folder / "out.docx"
    source.write_bytes(content)
    program = [SYSTEM_PYTHON, str(Path(__file__).with_name("office.py")), str(folder / "profile")]
    subprocess.run([*program, str(source), str(target)], input=json.dumps(acts).encode(), timeout=SECONDS, check=True)
    return target.read_bytes()


def _told(paper: ReturnedPaper) -> set[tuple[str, ChangeKind, str, str]]:
    return {(unit.uid, change.kind, change.taken, change.given) for unit in paper.units for change in unit.changes}


def test_a_paper_that_libreoffice_only_saves_again_asks_for_nothing(tmp_path: Path) -> None:
    for language in ("en", "fr"):
        copy = write_edit_copy(PAPER, language)
        units = tuple(BaseUnit(one.number, one.unit) for one in PAPER.text(language)[1])
        base = BaseText(PAPER.theme, PAPER.sha256, language, dict(PAPER.title)[language], units, furniture_of(copy))

        returned = read_returned(_edited(tmp_path, copy, []), base)

        assert (returned.units, returned.unplaced, returned.ignored, returned.doubts) == ((), (), (), ())


def test_what_a_delegate_does_in_libreoffice_comes_back_and_after_another_save_too(tmp_path: Path) -> None:
    acts = [
        ("replace", "Whoever lives", "Everybody who lives"),
        ("replace", "shopkeepers", "traders"),
        ("insert", "Know what happens", " and why"),
        ("bold", "local observatory"),
        ("untracked", "90 days", "60 days"),
        ("paragraph", "what it costs", "We add a paragraph."),
        ("split", "invite residents to discuss"),
        ("delete paragraph", "without exception"),
    ]
    edited = _edited(tmp_path, COPY, acts)

    for content in (edited, _edited(tmp_path, edited, [])):
        returned = read_returned(content, BASE)

        assert {(uid, kind) for uid, kind, _, _ in _told(returned)} >= {("x1", ChangeKind.SPLIT)}
        assert _told(returned) >= {
            ("r1", ChangeKind.TITLE, "", "and why"),
            ("r9", ChangeKind.REPLACE, "Whoever lives", "Everybody who lives"),
            ("r9", ChangeKind.REPLACE, "shopkeepers", "traders"),
            ("r9", ChangeKind.UNTRACKED, "90", "60"),
            ("r9", ChangeKind.INSERT, "", "We add a paragraph."),
            ("x1", ChangeKind.FORMAT, "", ""),
        }
        assert returned.unplaced == ()
        assert {change.kind for unit in returned.units if unit.uid == "r1" for change in unit.changes} == {
            ChangeKind.TITLE,
            ChangeKind.DELETE,
        }
        assert Doubt.NO_ORIGIN not in returned.doubts


def test_random_edits_marked_by_hand_survive_a_save_of_libreoffice(tmp_path: Path) -> None:
    styles = part(
        "styles",
        "".join(
            f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/></w:style>'
            for name in ("Operative", "Heading1", "Heading2")
        ),
    )
    for seed in range(3):
        edited = Editor(seed).edited()
        notes = part("footnotes", "".join(edited.notes))
        content = document(edited.body(named=True), {"styles": styles, "footnotes": notes})

        paper = read_returned(_edited(tmp_path, content, []), edited.base)

        assert changes_in(paper) == edited.changes
        assert paper.unplaced == ()
