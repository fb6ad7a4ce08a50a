"""Templates of organisations for the tests: made by python-docx, changed by hand."""

import io
import zipfile

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Cm

from tests.exports.opening import changed

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml."


def make_template(*, header: str = "City network", width: float = 0.0) -> bytes:
    """A template with header and footer, a style of ours, and words in its body."""
    document = Document()
    document.add_paragraph("Delete this and begin to write.")
    style = document.styles.add_style("Operative", WD_STYLE_TYPE.PARAGRAPH)
    style.font.italic = True
    section = document.sections[0]
    if header:
        section.header.paragraphs[0].text = header
        section.footer.paragraphs[0].text = "1 Example Street"
    if width:
        section.left_margin = section.right_margin = Cm(width)
    return saved(document)


def saved(document: object) -> bytes:
    """The file of a python-docx document."""
    buffer = io.BytesIO()
    document.save(buffer)  # type: ignore[attr-defined]  # python-docx's class is a function's result
    return buffer.getvalue()


def as_kind(content: bytes, kind: str) -> bytes:
    """The file with another main content type ("template.main+xml")."""
    return changed(content, "[Content_Types].xml", lambda text: text.replace(f"{MAIN}document.main+xml", kind))


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The file with one more part."""
    buffer = io.BytesIO(content)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(name, part)
    return buffer.getvalue()
