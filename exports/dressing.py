"""A finished file in the organisation's own dress: its styles, its page setup, its headers and footers."""

import io
import re
import zipfile
from collections.abc import Mapping
from copy import deepcopy

from lxml import etree

from exports.lint import ensure_sound
from exports.merged_styles import lists_of, merged_numbering, merged_styles, place, renamed
from exports.opened import W
from exports.package import FIRST_PROPERTY, TYPES, content_types, custom_property, zipped
from exports.template import TEXT_WIDTH, Template
from recommendations.domain.anchors import PROPERTY_TEMPLATE

_WIDTH = re.compile(r'(<w:(?:gridCol|tcW|tblW) w:w=")(\d+)(")')
_SECTION = re.compile(r"<w:sectPr>.*</w:sectPr>", re.DOTALL)
_REFERENCE = re.compile(r"<w:(?:header|footer)Reference[^>]*/>")
_LINES = re.compile(r"<w:lnNumType([^>]*)/>")
_RELATION = re.compile(r'<Relationship [^>]*Target="([^"]+)"[^>]*/>')
_BEFORE_LINES = {"headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar"}
_BEFORE_LINES |= {"paperSrc", "pgBorders"}
_STYLES, _LISTS, _BODY, _SETTINGS = (f"word/{name}.xml" for name in ("styles", "numbering", "document", "settings"))
_PROPERTIES = "docProps/custom.xml"
_LINKS = "word/_rels/document.xml.rels"


def dressed(content: bytes, template: Template) -> bytes:
    """The file with the template around its text; what the template lacks stays ours.

    Raises:
        UnsoundDocumentError: the result fails our own checks; it must not be published.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    styles, names = merged_styles(parts[_STYLES].decode(), template)
    numbering = merged_numbering(parts[_LISTS].decode(), template, names)
    lists = lists_of(template)
    for name in [name for name in parts if name.startswith("word/") and name.endswith(".xml")]:
        parts[name] = renamed(parts[name].decode(), names, lists).encode()
    parts |= {_STYLES: styles, _LISTS: numbering}
    parts[_BODY] = _body(parts[_BODY].decode(), template).encode()
    parts[_SETTINGS] = _settings(parts[_SETTINGS].decode(), template).encode()
    parts[_PROPERTIES] = _named(parts[_PROPERTIES].decode(), template).encode()
    written = zipped(_with_frame(parts, template))
    ensure_sound(written, foreign=frozenset({*template.kept, _STYLES, _LISTS}))
    return written


def _body(text: str, template: Template) -> str:
    """The body on the template's page: its section, and tables as wide as its text."""
    own = _SECTION.findall(text)[-1]
    section = etree.fromstring(template.section)
    for attributes in _LINES.findall(own):
        node = etree.fromstring(f'<w:lnNumType xmlns:w="{W[1:-1]}"{attributes}/>')
        section.insert(place(section, _BEFORE_LINES), node)
    whole = etree.tostring(section).decode()
    if not template.has_frame:
        # The template has the page, we have header and footer.
        head, end = whole.split(">", 1)
        references = "".join(_REFERENCE.findall(own))
        whole = own if head.endswith("/") else f"{head}>{references}{end}"
    text = _SECTION.sub(lambda _: whole, text)
    if template.text_width == TEXT_WIDTH:
        return text
    return _WIDTH.sub(lambda match: f"{match[1]}{int(match[2]) * template.text_width // TEXT_WIDTH}{match[3]}", text)


def _named(text: str, template: Template) -> str:
    """The properties say which template it is: whoever compares the file later can put ours into the same."""
    added = custom_property(text.count("<property ") + FIRST_PROPERTY, PROPERTY_TEMPLATE, template.sha256)
    return text.replace("</Properties>", f"{added}</Properties>")


def _settings(text: str, template: Template) -> str:
    if not template.is_mirrored:
        return text
    return text.replace("<w:characterSpacingControl", "<w:evenAndOddHeaders/><w:characterSpacingControl", 1)


def _with_frame(parts: Mapping[str, bytes], template: Template) -> dict[str, bytes]:
    """Its theme and fonts, and its headers and footers if it has any, in place of ours."""
    gone = ("word/header", "word/footer") if template.has_frame else ()
    own = {name: part for name, part in parts.items() if not name.startswith(gone)}
    own |= _with_notice(template, parts["word/header1.xml"]) if template.has_frame else template.kept
    theirs = {target for _, _, target in template.relations}

    def kept(match: re.Match[str]) -> str:
        name = f"word/{match[1]}"
        is_link = 'TargetMode="External"' in match[0]
        return match[0] if is_link or (name in own and name not in theirs) else ""

    added = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="/{target}"/>' for name, kind, target in template.relations
    )
    links = _RELATION.sub(kept, own[_LINKS].decode())
    own[_LINKS] = links.replace("</Relationships>", f"{added}</Relationships>").encode()
    own["[Content_Types].xml"] = content_types(own, {**TYPES, **template.kinds}).encode()
    return own


def _with_notice(template: Template, ours: bytes) -> dict[str, bytes]:
    """The template's parts; what our header says below its first line ("all is invented") stands there too."""
    said = list(etree.fromstring(ours))[1:]
    headers = {target for _, kind, target in template.relations if kind.endswith("/header")} if said else set()
    kept = dict(template.kept)
    for name in headers:
        header = etree.fromstring(kept[name])
        header.extend(deepcopy(said))
        kept[name] = etree.tostring(header, xml_declaration=True, encoding="UTF-8", standalone=True)
    return kept
