"""The organisation's own template: opened and checked once by python-docx, kept by the hash of its content."""

import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from docx import Document
from docx.opc.part import Part
from lxml import etree

from exports.markup import OFFICE
from exports.opened import W, value
from exports.styles import CHARACTERS, PARAGRAPHS, TABLES

TEXT_WIDTH = 9070
"""How wide the text is on our own page, in twentieths of a point."""
MOST_BYTES = 30_000_000
MOST_PARTS = 500
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TEMPLATE, _DOCUMENT = f"{_MAIN}.template.main+xml", f"{_MAIN}.document.main+xml"
_HARMLESS = {"hyperlink"}
_KEPT = {f"{OFFICE}/{kind}" for kind in ("header", "footer", "theme", "fontTable")}
_EMBEDDED = {f"{OFFICE}/{kind}" for kind in ("oleObject", "package", "control", "aFChunk", "subDocument")}


Role = tuple[str, str]
"""The kind of a style ("paragraph") and its name in small letters: by that, names in Word are compared."""

DEFAULTS: Mapping[str, Role] = {
    "Normal": ("paragraph", "normal"),
    "DefaultParagraphFont": ("character", "default paragraph font"),
    "TableNormal": ("table", "normal table"),
    "NoList": ("numbering", "no list"),
}


class Unusable(StrEnum):
    """Why a file cannot be a template."""

    NO_WORD_FILE = "no-word-file"
    HAS_MACROS = "has-macros"
    TOO_LARGE = "too-large"
    LEADS_ELSEWHERE = "leads-elsewhere"
    EMBEDS_FILES = "embeds-files"


class UnusableTemplateError(Exception):
    """The file cannot be a template; ``reason`` says why."""

    def __init__(self, reason: Unusable) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Template:
    """A template taken apart.

    ``styles`` maps our styles to its own of the same name; ``missing`` names those that it lacks, which are written
    as ours. ``kept`` are the parts that go along with the kinds of their content, ``relations`` lead to them.
    """

    sha256: str
    styles: Mapping[str, str]
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
    parts = list(part.package.iter_parts())
    if any("macroEnabled" in one.content_type or "vbaProject" in one.content_type for one in parts):
        raise UnusableTemplateError(Unusable.HAS_MACROS)
    for one in (part, *parts):
        _ensure_closed(one)
    kept = list(_kept(part))
    numbering = next((rel.target_part.blob for rel in part.rels.values() if rel.reltype.endswith("/numbering")), b"")
    settings = document.settings.element
    known = _known_styles(part.styles.element)
    return Template(
        sha256=hashlib.sha256(content).hexdigest(),
        styles={ours: known[key] for ours, key in _roles().items() if key in known},
        missing=tuple(key[1] for key in _roles().values() if key not in known and key not in DEFAULTS.values()),
        styles_part=etree.tostring(part.styles.element),
        numbering_part=numbering,
        section=etree.tostring(_section(document.element)),
        is_mirrored=settings.find(f"{W}evenAndOddHeaders") is not None,
        kept=dict(_blobs(kept)),
        kinds={str(one.partname)[1:]: one.content_type for one in kept},
        relations=tuple(
            (rel.rId, rel.reltype, str(rel.target_part.partname)[1:])
            for rel in part.rels.values()
            if rel.reltype in _KEPT
        ),
    )


def _as_document(content: bytes) -> bytes:
    """The file with the content type of a document, which is the only one that python-docx opens."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_BYTES:
                raise UnusableTemplateError(Unusable.TOO_LARGE)
            parts = {entry.filename: archive.read(entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise UnusableTemplateError(Unusable.NO_WORD_FILE) from error
    types = parts.get("[Content_Types].xml", b"")
    if b"macroEnabled" in types or any(name.endswith("vbaProject.bin") for name in parts):
        raise UnusableTemplateError(Unusable.HAS_MACROS)
    if "word/document.xml" not in parts or b"<!DOCTYPE" in b"".join(parts.values()):
        raise UnusableTemplateError(Unusable.NO_WORD_FILE)
    parts["[Content_Types].xml"] = types.replace(_TEMPLATE.encode(), _DOCUMENT.encode())
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def _ensure_closed(part: Part) -> None:
    """No relationship of the part leads outside, but links, or to a file that is embedded."""
    for rel in part.rels.values():
        if rel.is_external and rel.reltype.removeprefix(f"{OFFICE}/") not in _HARMLESS:
            raise UnusableTemplateError(Unusable.LEADS_ELSEWHERE)
        if rel.reltype in _EMBEDDED:
            raise UnusableTemplateError(Unusable.EMBEDS_FILES)


def _kept(part: Part) -> Iterator[Part]:
    """Headers, footers, theme and fonts with everything that they need."""
    waiting = [rel.target_part for rel in part.rels.values() if rel.reltype in _KEPT]
    seen: set[str] = set()
    while waiting:
        one = waiting.pop()
        if str(one.partname) in seen:
            continue
        seen.add(str(one.partname))
        yield one
        waiting += [rel.target_part for rel in one.rels.values() if not rel.is_external]


def _blobs(parts: list[Part]) -> Iterator[tuple[str, bytes]]:
    for part in parts:
        name = str(part.partname)[1:]
        yield name, part.blob
        if len(part.rels):
            folder, base = name.rsplit("/", 1)
            yield f"{folder}/_rels/{base}.rels", bytes(part.rels.xml)


def _section(document: etree._Element) -> etree._Element:
    """The page setup of the last section, with the headers and footers that it inherits from those before."""
    sections = list(document.iter(f"{W}sectPr"))
    last = etree.Element(f"{W}sectPr") if not sections else sections[-1]
    references: dict[tuple[str, str], etree._Element] = {}
    for section in sections:
        for node in (*section.iter(f"{W}headerReference"), *section.iter(f"{W}footerReference")):
            references[str(node.tag), value(node, "type")] = node
    whole = etree.Element(f"{W}sectPr")
    whole.extend(references.values())
    whole.extend([node for node in last if not str(node.tag).endswith(("headerReference", "footerReference"))])
    return whole


def _roles() -> Mapping[str, Role]:
    """Our styles and the roles in which a template may have its own."""
    roles = {identifier: ("paragraph", name.lower()) for identifier, name, *_ in PARAGRAPHS}
    roles |= {identifier: ("character", name.lower()) for identifier, name, _ in CHARACTERS}
    return {**roles, **{identifier: ("table", name.lower()) for identifier, name in TABLES}, **DEFAULTS}


def _known_styles(styles: etree._Element) -> dict[Role, str]:
    return {
        (value(style, "type"), value(style.find(f"{W}name")).lower()): value(style, "styleId")
        for style in styles.iter(f"{W}style")
    }
