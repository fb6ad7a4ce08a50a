"""On which pages headings stand, as LibreOffice lays the file out: a process of its own, with a limit of time.

Where LibreOffice is not installed, fails or takes too long, the writers' estimates stay.
"""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PROGRAM = "soffice"
SECONDS = 90
PASSES = 2
"""The second pass confirms the first: the table of contents has as many lines with right numbers as with others."""

_KEEPER = Path(__file__).with_name("office_process.py")
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
    filters = f"pdf:writer_pdf_Export:{json.dumps(dict.fromkeys(_OPTIONS, _ON))}"
    # A keeper between us and LibreOffice: were this process killed, nobody else would end it and remove the file.
    with subprocess.Popen(  # noqa: S603 - our own interpreter and program; the file goes through a pipe
        [sys.executable, "-I", str(_KEEPER), found, filters, str(seconds)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as keeper:
        asked, answer = keeper.stdin, keeper.stdout
        if asked is None or answer is None:  # pragma: no cover - both are pipes
            return b""
        with suppress(BrokenPipeError):
            asked.write(b"%d\n%b" % (len(content), content))
            asked.flush()
        return answer.read()


def heading_pages(rendered: bytes) -> tuple[int, ...]:
    """The page of every heading in a PDF of ours; nothing where there is no PDF."""
    found = _PAGES.search(rendered)
    if found is None:
        return ()
    order = {page: place for place, page in enumerate(_REFERENCE.findall(found[1]), start=1)}
    return tuple(order[page] for page in _OUTLINE.findall(rendered) if page in order)
