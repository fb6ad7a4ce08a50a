"""The file around the text: parts, relationships, properties, and a zip with the same bytes every time."""

import io
import zipfile
from collections.abc import Container, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from exports.markup import DECLARATION, NAMESPACES, OFFICE, clean

_WML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = {
    "word/document.xml": f"{_WML}.document.main+xml",
    "word/styles.xml": f"{_WML}.styles+xml",
    "word/numbering.xml": f"{_WML}.numbering+xml",
    "word/settings.xml": f"{_WML}.settings+xml",
    "word/fontTable.xml": f"{_WML}.fontTable+xml",
    "word/footnotes.xml": f"{_WML}.footnotes+xml",
    "word/comments.xml": f"{_WML}.comments+xml",
    "word/header1.xml": f"{_WML}.header+xml",
    "word/header2.xml": f"{_WML}.header+xml",
    "word/footer1.xml": f"{_WML}.footer+xml",
    "word/footer2.xml": f"{_WML}.footer+xml",
    "word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    "docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
}
RELATIONS = (
    ("rIdStyles", "styles", "styles.xml"),
    ("rIdNumbering", "numbering", "numbering.xml"),
    ("rIdSettings", "settings", "settings.xml"),
    ("rIdFonts", "fontTable", "fontTable.xml"),
    ("rIdTheme", "theme", "theme/theme1.xml"),
    ("rIdFootnotes", "footnotes", "footnotes.xml"),
    ("rIdComments", "comments", "comments.xml"),
    ("rIdHeader", "header", "header1.xml"),
    ("rIdFooter", "footer", "footer1.xml"),
    ("rIdFirstHeader", "header", "header2.xml"),
    ("rIdFirstFooter", "footer", "footer2.xml"),
)
FIRST_PROPERTY = 2
# The first moment a zip can hold: the hour of writing is no part of the text.
_EPOCH = (1980, 1, 1, 0, 0, 0)


@cache
def borrowed_parts() -> Mapping[str, bytes]:
    """Theme and font table of python-docx's default template, read once."""
    # The package is found, not imported: we take two files of it and none of its code.
    spec = find_spec("docx")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("docx/templates/default.docx")
    with zipfile.ZipFile(Path(spec.origin).with_name("templates") / "default.docx") as archive:
        return {name: archive.read(name) for name in ("word/theme/theme1.xml", "word/fontTable.xml")}


def settings_part(language: str, *, is_tracked: bool = False) -> str:
    """settings.xml: the newest layout, footnote separators, the language of the theme; no updateFields.

    In a file that ``is_tracked`` Word records every change from the first keystroke on.
    """
    tracked = "<w:trackRevisions/>" if is_tracked else ""
    return (
        f'{DECLARATION}<w:settings {NAMESPACES}><w:zoom w:percent="100"/>{tracked}<w:defaultTabStop w:val="709"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/>'
        '</w:footnotePr><w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{clean(language)}"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
        "</w:settings>"
    )


def core_part(*, title: str, subject: str, creator: str, keywords: str, language: str, moment: str) -> str:
    """docProps/core.xml; ``moment`` is the text's own, so that the same text has the same bytes."""
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{clean(moment)}</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{clean(title)}</dc:title><dc:subject>{clean(subject)}</dc:subject>"
        f"<dc:creator>{clean(creator)}</dc:creator><cp:keywords>{clean(keywords)}</cp:keywords>"
        f"<dc:language>{clean(language)}</dc:language>{dates}</cp:coreProperties>"
    )


def app_part() -> str:
    """docProps/app.xml."""
    spaces = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return f'{DECLARATION}<Properties xmlns="{spaces}"><Application>Hemicycle</Application></Properties>'


def custom_part(properties: Mapping[str, str]) -> str:
    """docProps/custom.xml: named texts, such as the hash."""
    spaces = "http://schemas.openxmlformats.org/officeDocument/2006"
    numbered = enumerate(properties.items(), start=FIRST_PROPERTY)
    written = "".join(custom_property(number, name, value) for number, (name, value) in numbered)
    return (
        f'{DECLARATION}<Properties xmlns="{spaces}/custom-properties" xmlns:vt="{spaces}/docPropsVTypes">'
        f"{written}</Properties>"
    )


def custom_property(number: int, name: str, value: str) -> str:
    """One named text; numbers count from ``FIRST_PROPERTY``."""
    return (
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" name="{clean(name)}">'
        f"<vt:lpwstr>{clean(value)}</vt:lpwstr></property>"
    )


def assemble(parts: Mapping[str, str], links: Mapping[str, str]) -> bytes:
    """The whole file from its parts; the bytes depend on nothing else."""
    entries: dict[str, bytes] = {name: text.encode() for name, text in parts.items()} | dict(borrowed_parts())
    entries["[Content_Types].xml"] = content_types(entries).encode()
    entries["_rels/.rels"] = _package_relations().encode()
    entries["word/_rels/document.xml.rels"] = _document_relations(entries, links).encode()
    return zipped(entries)


def zipped(entries: Mapping[str, bytes]) -> bytes:
    """The parts in a zip whose bytes depend on nothing else."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(entries, key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            archive.writestr(entry, entries[name], compresslevel=3)
    return buffer.getvalue()


def content_types(names: Container[str], kinds: Mapping[str, str] = TYPES) -> str:
    """[Content_Types].xml for the parts that there are."""
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in sorted(kinds.items()) if name in names
    )
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="{relations}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _package_relations() -> str:
    targets = (
        ("rId1", f"{OFFICE}/officeDocument", "word/document.xml"),
        ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ("rId3", f"{OFFICE}/extended-properties", "docProps/app.xml"),
        ("rId4", f"{OFFICE}/custom-properties", "docProps/custom.xml"),
    )
    return _relations(
        "".join(f'<Relationship Id="{i}" Type="{kind}" Target="{target}"/>' for i, kind, target in targets)
    )


def _document_relations(names: Container[str], links: Mapping[str, str]) -> str:
    own = "".join(
        f'<Relationship Id="{i}" Type="{OFFICE}/{kind}" Target="{to}"/>'
        for i, kind, to in RELATIONS
        if f"word/{to}" in names
    )
    external = "".join(
        f'<Relationship Id="{i}" Type="{OFFICE}/hyperlink" Target="{clean(address)}" TargetMode="External"/>'
        for address, i in links.items()
    )
    return _relations(own + external)


def _relations(content: str) -> str:
    return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{content}</Relationships>'
