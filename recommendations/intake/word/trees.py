"""Untrusted XML as trees, and the names of WordprocessingML."""

import re
from collections.abc import Iterator

from lxml import etree

from recommendations.domain.intake import FileDamaged, FileHasDoctype, FileRefused, FileTooDeep, FileUnpacksTooLarge
from recommendations.domain.text import printable

Element = etree._Element  # noqa: SLF001 - lxml has no public name for the type of what it returns

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
VML = "{urn:schemas-microsoft-com:vml}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

MOST_ELEMENTS = 700_000
_RESOURCE_LIMIT = 114  # XML_ERR_RESOURCE_LIMIT of libxml2: depth, or the length of one text
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
)
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_WHITE = re.compile(r"[\t\r\n]+")
_KNOWN = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii"})


def parsed(part: bytes) -> Element:
    """The part as a tree: no entity is resolved, nothing is fetched, nothing is nested endlessly.

    Raises:
        FileDamaged, FileHasDoctype, FileTooDeep, FileUnpacksTooLarge.
    """
    text = _in_utf_8(part)
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise FileHasDoctype
    if text.count(b"<") > 2 * MOST_ELEMENTS:
        raise FileUnpacksTooLarge
    for strict, usual in _STRICT:
        text = text.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(text, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        # What the parser says names places inside the file, which help nobody who sees the refusal.
        raise _refusal(error) from None


def _refusal(error: Exception) -> FileRefused:
    if getattr(error, "code", None) != _RESOURCE_LIMIT:
        return FileDamaged()
    return FileTooDeep() if "depth" in str(error) else FileUnpacksTooLarge()


def _in_utf_8(part: bytes) -> bytes:
    """The part in the one encoding in which it is searched before it is parsed; others could hide what they hold."""
    if part.startswith(_UTF_16):
        try:
            return _DECLARATION.sub("", part.decode("utf-16")).encode()
        except UnicodeError:
            raise FileDamaged from None
    declared = _ENCODING.match(part.removeprefix(b"\xef\xbb\xbf"))
    if declared is not None and declared[1].lower() not in _KNOWN:
        raise FileDamaged
    return part


def elements(node: Element) -> Iterator[Element]:
    """The children that are elements."""
    return (child for child in node if isinstance(child.tag, str))


def words(node: Element) -> str:
    """The text of a node that holds words: line breaks and tabulators are elements, and a space where typed."""
    return printable(_WHITE.sub(" ", str(node.text or "")))


def value(node: Element | None, name: str = "val") -> str:
    """An attribute in the w namespace; empty where node or attribute is missing."""
    return "" if node is None else str(node.get(W + name, ""))


def is_on(node: Element | None) -> bool:
    """Whether a switch such as ``w:b`` stands there and is not turned off."""
    return node is not None and value(node) not in {"0", "false", "off", "none"}
