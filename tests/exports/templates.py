"""Templates of organisations for the tests: made by python-docx, changed by hand."""

import io
import struct
import zipfile
import zlib
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, RGBColor

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


def make_letterhead() -> bytes:
    """A template of another kind: styles under names of its own and of other languages, a picture in the header."""
    document = Document()
    for ours, theirs in (("Heading 1", "Stadt-Überschrift 1"), ("Heading 2", "Titre 2"), ("Title", "Titre")):
        _renamed(document.styles[ours], theirs)
    document.styles["Titre 2"].font.color.rgb = RGBColor(0x9A, 0x1B, 0x1B)
    document.styles["Stadt-Überschrift 1"].font.color.rgb = RGBColor(0x9A, 0x1B, 0x1B)
    document.styles["Normal"].font.name = "Georgia"
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin, section.right_margin, section.top_margin = Cm(4), Cm(2), Cm(4.5)
    section.header.paragraphs[0].add_run().add_picture(io.BytesIO(picture()), width=Cm(3))
    section.header.add_paragraph("Réseau de villes")
    _add_field(section.footer.paragraphs[0], "PAGE")
    return saved(document)


def picture(width: int = 60, height: int = 24) -> bytes:
    """A red rectangle as PNG."""
    rows = b"".join(b"\0" + b"\x9a\x1b\x1b" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _renamed(style: Any, name: str) -> None:  # noqa: ANN401 - python-docx's styles have no common type
    """The style as somebody has made it anew: by a name and an identifier of their own."""
    old, new = style.style_id, f"Own{style.style_id}"
    style.element.find(qn("w:name")).set(qn("w:val"), name)
    style.element.set(qn("w:styleId"), new)
    style.element.set(qn("w:customStyle"), "1")
    for node in style.element.getparent().iter(qn("w:basedOn"), qn("w:next"), qn("w:link")):
        if node.get(qn("w:val")) == old:
            node.set(qn("w:val"), new)


def _add_field(paragraph: Any, instruction: str) -> None:  # noqa: ANN401 - python-docx's class is not public
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no way to write a field
