import shutil
import stat
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from exports.pagination import heading_pages, paginated, pdf
from exports.word import write_word
from tests.conftest import missing
from tests.exports.opening import values
from tests.exports.publications import make_manifesto, make_publication

PUBLICATION = make_publication(make_manifesto(tuple(range(1, 16)), 8), votes=60)
TOLD = "//w:p[w:pPr/w:pStyle[starts-with(@w:val,'TOC') and @w:val!='TOCHeading']]"


def write(pages: Sequence[int]) -> bytes:
    return write_word(PUBLICATION, "en", pages)


def told(content: bytes) -> list[int]:
    """The pages that the table of contents names."""
    path = f"{TOLD}//w:r[preceding-sibling::w:r[1]/w:fldChar/@w:fldCharType='separate']/w:t/text()"
    return [int(page) for page in values(content, path) if page.isdigit()]


def test_the_contents_name_the_page_of_every_heading() -> None:
    if shutil.which("soffice") is None:
        missing("soffice", "install libreoffice-writer-nogui")

    content = paginated(write)

    assert tuple(told(content)) == heading_pages(content)
    assert len(told(content)) == 15 * 9 + 4


def test_without_libreoffice_the_estimates_stay() -> None:
    content = paginated(write, program="no-such-office")

    assert content == write(())
    assert told(content) != []


def test_a_layout_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    slow = script(tmp_path, "sleep 60 & sleep 60")
    start = time.monotonic()

    assert heading_pages(b"", str(slow), 0.3) == ()

    assert time.monotonic() - start < 20
    still = subprocess.run(["pgrep", "-f", str(slow)], capture_output=True, check=False)
    assert still.stdout == b""


@pytest.mark.parametrize("made", ["", "no pages", "/Kids[ 3 0 R ] /Title<FEFF>/Dest[9 0 R/XYZ"])
def test_a_layout_that_cannot_be_read_gives_no_pages(tmp_path: Path, made: str) -> None:
    program = script(tmp_path, f'for last; do :; done; printf "%s" "{made}" > "$(dirname "$last")/paper.pdf"')

    assert heading_pages(b"", str(program)) == ()


def script(folder: Path, text: str) -> Path:
    path = folder / "office"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def test_the_pdf_is_tagged_and_says_its_language_and_that_it_is_accessible() -> None:
    if shutil.which("soffice") is None:
        missing("soffice", "install libreoffice-writer-nogui")

    content = pdf(write_word(make_publication(), "fr", ()))

    assert content.startswith(b"%PDF-")
    for mark in (b"/StructTreeRoot", b"/Marked true", b"fr-FR", b"pdfuaid"):
        assert mark in content
