"""The organisation's own template: opened by python-docx, checked, and taken apart."""

import hashlib
import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from docx import Document
from docx.opc.part import Part
from lxml import etree

from exports.opened import R, W, value
from exports.roles import DEFAULTS, matched, roles
from exports.template_parts import (
    KEPT,
    Unusable,
    UnusableTemplateError,
    blobs_of,
    ensure_closed,
    ensure_nothing_fetched,
    kept_parts,
)

__all__ = ["TEXT_WIDTH", "Template", "Unusable", "UnusableTemplateError", "read_template"]

TEXT_WIDTH = 9070
"""How wide the text is on our own page, in twentieths of a point."""
MOST_BYTES = 30_000_000
MOST_PARTS = 500
MOST_CARRIED = 2_500_000
"""Bytes that every document in this dress carries along: pictures, fonts, styles."""
MOST_MARKUP = 8_000_000
"""Bytes of XML that are read; the words of a template are not wanted."""
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_NOT_OF_THE_PAGE = {"headerReference", "footerReference", "cols", "lnNumType", "printerSettings", "sectPrChange"}
_TEMPLATE, _DOCUMENT = f"{_MAIN}.template.main+xml", f"{_MAIN}.document.main+xml"


@dataclass(frozen=True, slots=True)
class Template:
    """A template taken apart.

    ``styles`` maps our styles to its own, ``names`` to what those are called; ``missing`` are those that it lacks: they
    are written as ours. ``kept`` are the parts that go along, of these ``kinds``; ``relations`` lead to them.
    """

    sha256: str
    styles: Mapping[str, str]
    names: Mapping[str, str]
    missing: tuple[str, ...]
    styles_part: bytes
    numbering_part: bytes
    section: bytes
    is_mirrored: bool
    kept: Mapping[str, bytes]
    kinds: Mapping[str, str]
    relations: tuple[tuple[str, str, str], ...]

    @property
    def text_width(self) -> int:
        """How wide the text is, in twentieths of a point."""
        section = etree.fromstring(self.section)
        size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
        if size is None or margins is None:
            return TEXT_WIDTH
        edges = sum(int(value(margins, name) or 0) for name in ("left", "right", "gutter"))
        return max(int(value(size, "w")) - edges, TEXT_WIDTH // 3)

    @property
    def has_frame(self) -> bool:
        """Whether it has headers or footers of its own."""
        return any(kind.endswith(("/header", "/footer")) for _, kind, _ in self.relations)


def read_template(content: bytes) -> Template:
    """The template in a .docx or .dotx file; the same content is read once.

    Raises:
        UnusableTemplateError: it is no Word file, is too large, has macros, or leads to other files.
    """
    try:
        return _read(content)
    except (AttributeError, KeyError, TypeError, ValueError, SyntaxError) as error:
        # python-docx says in many ways that a part is not what it should be.
        raise UnusableTemplateError(Unusable.NO_WORD_FILE) from error


@lru_cache(maxsize=8)
def _read(content: bytes) -> Template:
    document = Document(io.BytesIO(_as_document(content)))
    part = document.part
    for one in (part, *part.package.iter_parts()):
        ensure_closed(one)
    kept = list(kept_parts(part))
    blobs = dict(blobs_of(kept))
    ensure_nothing_fetched(part.styles.element)
    styles = etree.tostring(part.styles.element)
    numbering = next((_lists(rel.target_part) for rel in part.rels.values() if rel.reltype.endswith("/numbering")), b"")
    if sum(map(len, (styles, numbering, *blobs.values()))) > MOST_CARRIED:
        raise UnusableTemplateError(Unusable.TOO_HEAVY)
    settings = document.settings.element
    known = matched(part.styles.element)
    return Template(
        sha256=hashlib.sha256(content).hexdigest(),
        styles={ours: identifier for ours, (identifier, _) in known.items()},
        names={ours: name for ours, (_, name) in known.items()},
        missing=tuple(role[1] for ours, role in roles().items() if ours not in known and ours not in DEFAULTS),
        styles_part=styles,
        numbering_part=numbering,
        section=etree.tostring(_section(document.element)),
        is_mirrored=settings.find(f"{W}evenAndOddHeaders") is not None,
        kept=blobs,
        kinds={str(one.partname)[1:]: one.content_type for one in kept},
        relations=tuple(
            (_renamed(rel.rId), rel.reltype, str(rel.target_part.partname)[1:])
            for rel in part.rels.values()
            if rel.reltype in KEPT
        ),
    )


def _as_document(content: bytes) -> bytes:
    """The file with the content type of a document, which is the only one that python-docx opens."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            markup = [entry for entry in entries if entry.filename.lower().endswith((".xml", ".rels"))]
            if len(entries) > MOST_PARTS or _size(entries) > MOST_BYTES or _size(markup) > MOST_MARKUP:
                raise UnusableTemplateError(Unusable.TOO_LARGE)
            parts = {entry.filename: archive.read(entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise UnusableTemplateError(Unusable.NO_WORD_FILE) from error
    types = parts.get("[Content_Types].xml", b"")
    if b"macroEnabled" in types or any(name.endswith("vbaProject.bin") for name in parts):
        raise UnusableTemplateError(Unusable.HAS_MACROS)
    if "word/document.xml" not in parts or any(b"<!DOCTYPE" in part for part in parts.values()):
        raise UnusableTemplateError(Unusable.NO_WORD_FILE)
    parts["[Content_Types].xml"] = types.replace(_TEMPLATE.encode(), _DOCUMENT.encode())
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def _lists(part: Part) -> bytes:
    """The lists with signs for bullets: pictures of bullets would be left behind, and Word not open the document."""
    tree = etree.fromstring(part.blob)
    for node in list(tree.iter(f"{W}numPicBullet", f"{W}lvlPicBulletId")):
        parent = node.getparent()
        if parent is not None:
            parent.remove(node)
    ensure_nothing_fetched(tree)
    return etree.tostring(tree)


def _section(document: etree._Element) -> etree._Element:
    """The page setup of the last section, with the headers and footers that it inherits from those before."""
    sections = list(document.iter(f"{W}sectPr"))
    last = etree.Element(f"{W}sectPr") if not sections else sections[-1]
    references: dict[tuple[str, str], etree._Element] = {}
    for section in sections:
        for node in (*section.iter(f"{W}headerReference"), *section.iter(f"{W}footerReference")):
            node.set(f"{R}id", _renamed(str(node.get(f"{R}id"))))
            references[str(node.tag), value(node, "type")] = node
    whole = etree.Element(f"{W}sectPr")
    whole.extend(references.values())
    # Not its columns and line numbers, nor the printer that somebody had, nor who changed the page when.
    whole.extend([node for node in last if etree.QName(node).localname not in _NOT_OF_THE_PAGE])
    return whole


def _renamed(relation: str) -> str:
    """A relation's name that is none of ours, and holds nothing but letters and figures."""
    return f"template{hashlib.sha256(relation.encode()).hexdigest()[:12]}"


def _size(entries: Sequence[zipfile.ZipInfo]) -> int:
    return sum(entry.file_size for entry in entries)
