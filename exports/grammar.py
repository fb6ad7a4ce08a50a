"""What may stand in what in the texts that we write, as a RELAX NG grammar: less than the standard allows."""

from collections.abc import Iterable, Mapping
from functools import cache

from lxml import etree

from exports.markup import WORD

_BLOCKS = "p tbl"
_CHANGES = "ins del moveFrom moveTo"
_RANGES = "moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd"
_INLINE = f"r hyperlink {_CHANGES} {_RANGES} bookmarkStart bookmarkEnd commentRangeStart commentRangeEnd sdt"
_IN_RUNS = (
    "t delText tab br fldChar instrText footnoteReference footnoteRef commentReference annotationRef separator "
    "continuationSeparator"
)
# Each element with what comes first, once each (with a question mark: or not), and then with any number of others.
_CONTENT: Mapping[str, tuple[str, str]] = {
    "document": ("body", ""),
    "body": ("", f"{_BLOCKS} moveFromRangeEnd moveToRangeEnd sectPr"),
    "hdr": ("", _BLOCKS),
    "ftr": ("", _BLOCKS),
    "footnotes": ("", "footnote"),
    "footnote": ("", "p"),
    "comments": ("", "comment"),
    "comment": ("", "p"),
    "p": ("pPr?", _INLINE),
    "r": ("rPr?", _IN_RUNS),
    "hyperlink": ("", f"r {_CHANGES} bookmarkStart bookmarkEnd"),
    "ins": ("", "r"),
    "del": ("", "r"),
    "moveFrom": ("", "r"),
    "moveTo": ("", "r"),
    "sdt": ("sdtPr sdtContent", ""),
    "sdtContent": ("", "r"),
    "tbl": ("tblPr tblGrid", "tr"),
    "tr": ("trPr?", "tc"),
    "tc": ("tcPr?", _BLOCKS),
}
_TEXTS = "t delText instrText"
_EMPTY = (
    "tab br fldChar footnoteReference footnoteRef commentReference annotationRef separator continuationSeparator "
    f"bookmarkStart bookmarkEnd commentRangeStart commentRangeEnd {_RANGES}"
)
_FREE = "pPr rPr tblPr tblGrid trPr tcPr sectPr sdtPr"
_ATTRIBUTES = "<zeroOrMore><attribute><anyName/></attribute></zeroOrMore>"


@cache
def grammar() -> etree.RelaxNG:
    """The grammar, compiled once."""
    definitions = [_definition(name, _in_order(first) + _any_of(rest)) for name, (first, rest) in _CONTENT.items()]
    definitions += [_definition(name, "<text/>") for name in _TEXTS.split()]
    definitions += [_definition(name, "<empty/>") for name in _EMPTY.split()]
    definitions += [_definition(name, '<ref name="anything"/>') for name in _FREE.split()]
    anything = (
        f'<define name="anything"><zeroOrMore><element><anyName/>{_ATTRIBUTES}<ref name="anything"/></element>'
        "</zeroOrMore></define>"
    )
    start = _references(("document", "hdr", "ftr", "footnotes", "comments"))
    text = (
        f'<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="{WORD}"><start><choice>{start}</choice></start>'
        f"{''.join(definitions)}{anything}</grammar>"
    )
    return etree.RelaxNG(etree.fromstring(text))


def _definition(name: str, content: str) -> str:
    return f'<define name="{name}"><element name="{name}">{_ATTRIBUTES}{content}</element></define>'


def _references(names: Iterable[str]) -> str:
    return "".join(f'<ref name="{name}"/>' for name in names)


def _in_order(names: str) -> str:
    single = (_references([name.rstrip("?")]) for name in names.split())
    pairs = zip(names.split(), single, strict=True)
    return "".join(f"<optional>{one}</optional>" if name.endswith("?") else one for name, one in pairs)


def _any_of(names: str) -> str:
    return f"<zeroOrMore><choice>{_references(names.split())}</choice></zeroOrMore>" if names else ""
