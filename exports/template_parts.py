"""The parts of a template that go along with every document: headers, footers, theme, fonts; nothing that acts."""

import re
from collections.abc import Iterator
from enum import StrEnum

from docx.opc.part import Part
from lxml import etree

from exports.markup import OFFICE
from exports.opened import R
from exports.package import TYPES

KEPT = {f"{OFFICE}/{kind}" for kind in ("header", "footer", "theme", "fontTable")}
_HARMLESS = {"hyperlink"}
_EMBEDDED = {f"{OFFICE}/{kind}" for kind in ("oleObject", "package", "control", "aFChunk", "subDocument")}
_CARRIED = ("/image", "/font", "/hdphoto", "/hyperlink")
"""What headers, themes and font tables may need: pictures and fonts."""
_OURS = frozenset(TYPES) - {"word/theme/theme1.xml", "word/fontTable.xml"}
_OWN_FRAME = re.compile(r"word/(header|footer)\d+\.xml")
_NAME = re.compile(r"word/[A-Za-z0-9_./~%-]+")
_KIND = re.compile(r"[A-Za-z0-9.+/_; =-]+")
_FETCHING = re.compile(
    r"\b(DDE|DDEAUTO|INCLUDE|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DATABASE|MACROBUTTON|RD|EMBED|CONTROL|ADDIN)\b",
    re.IGNORECASE,
)
_PICTURES = tuple(f"{{*}}{name}" for name in ("imagedata", "fill", "stroke", "background"))
_SOURCES = frozenset({"src", "href", "althref"})


class Unusable(StrEnum):
    """Why a file cannot be a template."""

    NO_WORD_FILE = "no-word-file"
    HAS_MACROS = "has-macros"
    TOO_LARGE = "too-large"
    TOO_HEAVY = "too-heavy"
    LEADS_ELSEWHERE = "leads-elsewhere"
    EMBEDS_FILES = "embeds-files"


class UnusableTemplateError(Exception):
    """The file cannot be a template; ``reason`` says why."""

    def __init__(self, reason: Unusable) -> None:
        super().__init__(reason.value)
        self.reason = reason


def ensure_closed(part: Part) -> None:
    """The part is no program, and no relationship of it leads outside, but links, or to a file that is embedded.

    Raises:
        UnusableTemplateError: it is, or one does.
    """
    if "macroEnabled" in part.content_type or "vbaProject" in part.content_type:
        raise UnusableTemplateError(Unusable.HAS_MACROS)
    for rel in part.rels.values():
        if rel.is_external and rel.reltype.removeprefix(f"{OFFICE}/") not in _HARMLESS:
            raise UnusableTemplateError(Unusable.LEADS_ELSEWHERE)
        if rel.reltype in _EMBEDDED:
            raise UnusableTemplateError(Unusable.EMBEDS_FILES)


def kept_parts(part: Part) -> Iterator[Part]:
    """Headers, footers, theme and fonts of the document with everything that they need.

    Raises:
        UnusableTemplateError: they need more than pictures and fonts, or fetch something.
    """
    waiting = [rel.target_part for rel in part.rels.values() if rel.reltype in KEPT]
    seen: set[str] = set()
    while waiting:
        one = waiting.pop()
        if str(one.partname) in seen:
            continue
        seen.add(str(one.partname))
        _ensure_quiet(one)
        yield one
        waiting += [rel.target_part for rel in one.rels.values() if not rel.is_external]


def blobs_of(parts: list[Part]) -> Iterator[tuple[str, bytes]]:
    """The parts by name, each with its relationships."""
    for part in parts:
        name = str(part.partname)[1:]
        yield name, part.blob
        if len(part.rels):
            folder, base = name.rsplit("/", 1)
            yield f"{folder}/_rels/{base}.rels", bytes(part.rels.xml)


def _ensure_quiet(part: Part) -> None:
    name = str(part.partname)[1:]
    # A part under the name of one of ours would take its place, the text's included.
    is_named = _NAME.fullmatch(name) and ".." not in name and _KIND.fullmatch(part.content_type)
    if not is_named or (name in _OURS and not _OWN_FRAME.fullmatch(name)):
        raise UnusableTemplateError(Unusable.NO_WORD_FILE)
    if any(not rel.reltype.endswith(_CARRIED) for rel in part.rels.values()):
        raise UnusableTemplateError(Unusable.EMBEDS_FILES)
    try:
        tree = etree.fromstring(part.blob)
    except etree.XMLSyntaxError:
        # Pictures and fonts are no XML, whatever they are called; what claims to be XML has to be.
        if part.content_type.endswith("xml"):
            raise
        return
    ensure_nothing_fetched(tree)


def ensure_nothing_fetched(tree: etree._Element) -> None:
    """No field and no picture of the part is got from elsewhere when the document is opened.

    Raises:
        UnusableTemplateError: one is.
    """
    # By their names alone: the same element can be written with any prefix, or with none.
    attributes = (str(name) for node in tree.iter(*_PICTURES) for name in node.attrib)
    is_elsewhere = any(etree.QName(name).localname in _SOURCES and not name.startswith(R) for name in attributes)
    if is_elsewhere or _FETCHING.search(_fields(tree)):
        raise UnusableTemplateError(Unusable.LEADS_ELSEWHERE)


def _fields(tree: etree._Element) -> str:
    """What the fields of a part tell Word to do: an instruction may be spread over many runs of its field."""
    pieces = (
        str(node.text or "") if etree.QName(node).localname.endswith("nstrText") else " "
        for node in tree.iter("{*}instrText", "{*}delInstrText", "{*}fldChar", "{*}p")
    )
    simple = (str(value) for node in tree.iter("{*}fldSimple") for value in node.attrib.values())
    return " ".join(["".join(pieces), *simple])
