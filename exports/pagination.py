"""On which pages headings stand, as LibreOffice lays the file out: a process of its own, with a limit of time.

Where LibreOffice is not installed, fails or takes too long, the writers' estimates stay.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

PROGRAM = "soffice"
SECONDS = 90
PASSES = 2
"""The second pass confirms the first: the table of contents has as many lines with right numbers as with others."""

_OPTIONS = ("UseTaggedPDF", "PDFUACompliance")
_ON = {"type": "boolean", "value": "true"}
_OUTLINE = re.compile(rb"/Title<[0-9A-F]*>\s*/Dest\[(\d+) 0 R/XYZ")
_PAGES = re.compile(rb"/Kids\[([^\]]*/?\d+ 0 R[^\]]*)\]")
_REFERENCE = re.compile(rb"(\d+) 0 R")

Write = Callable[[Sequence[int]], bytes]


@dataclass(frozen=True, slots=True)
class Laid:
    """A Word file, and its PDF where the last pass laid out this very file."""

    content: bytes
    pdf: bytes = b""


def paginated(write: Write, program: str = PROGRAM, seconds: float = SECONDS) -> Laid:
    """The file with the right pages in its table of contents, as far as they can be found out.

    ``write`` takes the page of every heading, in their order, or nothing for estimates.
    """
    pages: tuple[int, ...] = ()
    content = write(pages)
    for _ in range(PASSES):
        rendered = pdf(content, program, seconds)
        found = heading_pages(rendered)
        if not found or found == pages:
            return Laid(content, rendered)
        pages = found
        content = write(pages)
    return Laid(content)


def pdf(content: bytes, program: str = PROGRAM, seconds: float = SECONDS) -> bytes:
    """The Word file as a tagged PDF; empty where LibreOffice is missing, fails or takes too long."""
    found = shutil.which(program)
    if found is None:
        return b""
    with tempfile.TemporaryDirectory(prefix="hemicycle-") as name:
        folder = Path(name)
        (folder / "paper.docx").write_bytes(content)
        # A profile of its own: LibreOffice otherwise waits for, or kills, another one of the same user.
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        filters = f"pdf:writer_pdf_Export:{json.dumps(dict.fromkeys(_OPTIONS, _ON))}"
        command = [found, profile, "--headless", "--convert-to", filters, "--outdir", name, str(folder / "paper.docx")]
        _run(command, seconds)
        written = folder / "paper.pdf"
        return written.read_bytes() if written.exists() else b""


def _run(command: Sequence[str], seconds: float) -> None:
    """The command is over, with everything that it started."""
    process = subprocess.Popen(  # noqa: S603 - a fixed command on a file of our own
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def heading_pages(rendered: bytes) -> tuple[int, ...]:
    """The page of every heading in a PDF of ours; nothing where there is no PDF."""
    found = _PAGES.search(rendered)
    if found is None:
        return ()
    order = {page: place for place, page in enumerate(_REFERENCE.findall(found[1]), start=1)}
    return tuple(order[page] for page in _OUTLINE.findall(rendered) if page in order)
