"""Word files for the tests of the intake, written as XML by hand."""

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

from recommendations.domain.anchors import (
    PROPERTY_LANGUAGE,
    PROPERTY_REVISION,
    PROPERTY_REVISION_HASH,
    PROPERTY_THEME,
    bookmark_name,
)
from recommendations.domain.intake import BaseText, BaseUnit
from recommendations.domain.text import Paragraph, Span, Unit, UnitKind

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
DATE = "2030-03-01T10:00:00Z"
SHA = "ab" * 32


def run(text: str, look: str = "") -> str:
    """A run; ``look`` are its properties."""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def ins(text: str, by: str = "Porto Claro", tag: str = "ins") -> str:
    """Inserted words."""
    return f'<w:{tag} w:id="1" w:author="{by}" w:date="{DATE}">{run(text) if "<" not in text else text}</w:{tag}>'


def gone(text: str, by: str = "Porto Claro", tag: str = "del") -> str:
    """Deleted words."""
    deleted = run(text).replace("w:t>", "w:delText>").replace("w:t ", "w:delText ")
    return f'<w:{tag} w:id="2" w:author="{by}" w:date="{DATE}">{deleted}</w:{tag}>'


def par(content: str, *, style: str = "Operative", mark: str = "", name: str = "", extra: str = "") -> str:
    """A paragraph; ``mark`` says what happened to its mark ("ins", "del"), ``name`` is its bookmark."""
    tracked = f'<w:rPr><w:{mark} w:id="3" w:author="Porto Claro" w:date="{DATE}"/></w:rPr>' if mark else ""
    start = f'<w:bookmarkStart w:id="4" w:name="{name}"/>' if name else ""
    end = '<w:bookmarkEnd w:id="4"/>' if name else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}{tracked}</w:pPr>{start}{content}{end}</w:p>'


def properties(sha256: str = SHA, theme: str = "streets", language: str = "en") -> str:
    """The part in which a paper says where it comes from."""
    said = {
        PROPERTY_THEME: theme,
        PROPERTY_REVISION: "1",
        PROPERTY_REVISION_HASH: sha256,
        PROPERTY_LANGUAGE: language,
    }
    values = "".join(
        f'<property fmtid="x" pid="2" name="{name}"><vt:lpwstr>{text}</vt:lpwstr></property>'
        for name, text in said.items()
    )
    return f'<Properties xmlns="urn:p" xmlns:vt="urn:vt">{values}</Properties>'


def part(root: str, content: str) -> str:
    """A part of the text with this root element."""
    return f"<w:{root} {NAMESPACES}>{content}</w:{root}>"


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """The parts as a file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def document(
    body: str,
    parts: Mapping[str, str] | None = None,
    *,
    relations: str = "",
    kind: str = "document",
    more: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A Word file; ``parts`` are further parts below ``word/`` by name, related under that name."""
    written = {f"word/{name}.xml": content for name, content in (parts or {}).items()}
    related = "".join(
        f'<Relationship Id="r{name}" Type="{R}/{name}" Target="{name}.xml"/>'
        for name in parts or {}
        if name != "custom"
    )
    entries: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml"'
        f' ContentType="application/xml"/><Override PartName="/word/document.xml"'
        f' ContentType="{_MAIN}.{kind}.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{R}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="r2" Type="{R}/custom-properties" Target="docProps/custom.xml"/></Relationships>',
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{related}{relations}'
        "</Relationships>",
        "docProps/custom.xml": properties(),
    }
    return zipped(entries | written | dict(more or {}))


def unit(uid: str, *texts: str, title: str = "", kind: UnitKind = UnitKind.RECOMMENDATION) -> Unit:
    """A unit of these paragraphs."""
    paragraphs = tuple(Paragraph(f"{uid}p{place}", (Span(text),)) for place, text in enumerate(texts, start=1))
    return Unit(uid, kind, paragraphs, title, ("eu",))


def base_of(*units: Unit, title: str = "Safe streets", furniture: tuple[str, ...] = ()) -> BaseText:
    """The units as the base, numbered 2.1, 2.2 ..."""
    numbered = tuple(BaseUnit(f"2.{place}", one) for place, one in enumerate(units, start=1))
    return BaseText("streets", SHA, "en", title, numbered, furniture)


def head(one: Unit, content: str = "", *, mark: str = "", number: str = "") -> str:
    """The paragraph with a unit's title."""
    return par(number + (content or run(one.title)), style="Heading2", name=bookmark_name(one.uid), mark=mark)


def body_of(one: Unit, place: int, content: str = "", *, mark: str = "") -> str:
    """The paragraph of a unit at this place."""
    paragraph = one.paragraphs[place]
    return par(content or run(paragraph.plain), name=bookmark_name(paragraph.uid), mark=mark)


def paper(one: Unit) -> str:
    """A unit as it goes out."""
    return (head(one) if one.title else "") + "".join(body_of(one, place) for place in range(len(one.paragraphs)))
