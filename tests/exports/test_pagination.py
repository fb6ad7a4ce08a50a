import shutil
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from exports.pagination import Laid, heading_pages, paginated, pdf
from exports.word import write_redline, write_word
from recommendations.domain.papers import Redline
from tests.conftest import missing
from tests.exports.opening import values
from tests.exports.publications import make_manifesto, make_publication

PUBLICATION = make_publication(make_manifesto(tuple(range(1, 16)), 8), votes=60)
ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 400
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

    laid = paginated(write)

    assert tuple(told(laid.content)) == heading_pages(pdf(laid.content))
    assert len(told(laid.content)) == 15 * 9 + 4
    assert laid.pdf.startswith(b"%PDF-")


def test_without_libreoffice_the_estimates_stay() -> None:
    laid = paginated(write, program="no-such-office")

    assert (laid.content, laid.pdf) == (write(()), b"")
    assert told(laid.content) != []


def test_a_file_whose_pages_are_confirmed_is_not_laid_out_again(tmp_path: Path) -> None:
    outline = "/Kids[3 0 R] /Title<FEFF>/Dest[3 0 R/XYZ"
    copied = f'for last; do :; done; echo once >> "{tmp_path}/runs"; printf "%s" "{outline}" > "${{last%.docx}}.pdf"'

    laid = paginated(lambda pages: str(pages).encode(), str(script(tmp_path, copied)))

    assert laid == Laid(b"(1,)", outline.encode())
    assert (tmp_path / "runs").read_text().split() == ["once"] * 2


def test_the_pdf_of_a_file_that_was_written_again_is_not_kept(tmp_path: Path) -> None:
    # Every layout finds one more page, so that none is that of the last file.
    kids = f'echo "3 0 R" >> "{tmp_path}/runs"; echo "/Kids[$(tr "\\n" " " < "{tmp_path}/runs") 4 0 R]"'
    more = f'for last; do :; done; {{ {kids}; echo "/Title<FEFF>/Dest[4 0 R/XYZ"; }} > "${{last%.docx}}.pdf"'

    laid = paginated(lambda pages: str(pages).encode(), str(script(tmp_path, more)))

    assert laid == Laid(b"(3,)")


def test_a_layout_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    slow = script(tmp_path, "sleep 60 & sleep 60")
    start = time.monotonic()

    assert heading_pages(pdf(b"", str(slow), 0.3)) == ()

    assert time.monotonic() - start < 20
    still = subprocess.run(["pgrep", "-f", str(slow)], capture_output=True, check=False)
    assert still.stdout == b""


@pytest.mark.parametrize("made", ["", "no pages", "/Kids[ 3 0 R ] /Title<FEFF>/Dest[9 0 R/XYZ"])
def test_a_layout_that_cannot_be_read_gives_no_pages(tmp_path: Path, made: str) -> None:
    program = script(tmp_path, f'for last; do :; done; printf "%s" "{made}" > "$(dirname "$last")/paper.pdf"')

    assert heading_pages(pdf(b"", str(program))) == ()


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


def test_the_contents_of_a_redline_with_struck_headings_name_the_right_pages() -> None:
    if shutil.which("soffice") is None:
        missing("soffice", "install libreoffice-writer-nogui")
    base, new = make_manifesto(tuple(range(1, 9)), 6), make_manifesto(tuple(range(2, 9)), 5)
    redline = Redline(base, (("en", "the draft"),), make_publication(new))

    pages = heading_pages(pdf(write_redline(redline, "en")))
    content = write_redline(redline, "en", pages)

    assert len(pages) == 8 * 7 + 4
    assert heading_pages(pdf(content)) == pages
    struck = {place for place in range(1, 8 * 7 + 1) if place <= 7 or place % 7 == 0}
    standing = [page for place, page in enumerate(pages) if place not in struck]
    assert told(content) == standing
    assert told(content) != told(write_redline(redline, "en"))


def test_when_the_server_is_killed_nothing_of_a_layout_is_left(tmp_path: Path) -> None:
    told = tmp_path / "told"
    slow = script(
        tmp_path,
        f'for last; do :; done; echo "$$ $(dirname "$last")" > "{told}.new"; mv "{told}.new" "{told}"; sleep 600',
    )
    asking = f"from exports.pagination import pdf; pdf(b'words', {str(slow)!r}, 500)"
    server = subprocess.Popen([sys.executable, "-c", asking], cwd=ROOT)
    waiting = threading.Event()
    try:
        assert any(told.exists() or waiting.wait(0.05) for _ in range(PATIENCE))
    finally:
        server.kill()
        server.wait()
    process, folder = told.read_text().split()

    assert any(not Path(f"/proc/{process}").exists() or waiting.wait(0.05) for _ in range(PATIENCE))
    assert any(not Path(folder).exists() or waiting.wait(0.05) for _ in range(PATIENCE))
