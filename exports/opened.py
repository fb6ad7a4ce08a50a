"""A written Word file, opened again to be checked: its parts and their relationships."""

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

from lxml import etree

from exports.markup import OFFICE, WORD

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
W = f"{{{WORD}}}"
R = f"{{{OFFICE}}}"
MAIN = "word/document.xml"
_TEXTS = {W + tag for tag in ("document", "hdr", "ftr", "footnotes", "comments")}
_SOUGHT = (
    "pStyle instrText fldChar bookmarkStart bookmarkEnd hyperlink footnoteReference headerReference footerReference "
    "tbl sectPr settings numbering"
)
_EARLIER = re.compile(rb"<w:rPrChange [^>]*>(.*?)</w:rPrChange>", re.DOTALL)
PROPERTIES = ("pPr", "rPr", "tblPr", "tcPr")


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship of a part; ``target`` is a part's name, or an address when ``external``."""

    name: str
    kind: str
    target: str
    external: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """All parts, the readable ones as trees; ``broken`` names parts that are no XML."""

    parts: Mapping[str, bytes]
    trees: Mapping[str, etree._Element]
    broken: tuple[str, ...]
    foreign: frozenset[str] = frozenset()
    _nodes: dict[str, Mapping[str, Sequence[etree._Element]]] = field(default_factory=dict)
    _forms: dict[str, Mapping[str, Sequence[etree._Element]]] = field(default_factory=dict)

    def tree(self, name: str) -> etree._Element:
        """The part's tree; an empty one where the part is missing, which another check reports."""
        return self.trees[name] if name in self.trees else etree.Element("missing")

    def texts(self) -> Iterator[tuple[str, etree._Element]]:
        """The parts that hold text: the body, headers, footers, footnotes, comments."""
        for name, tree in self.trees.items():
            if name.startswith("word/") and tree.tag in _TEXTS and name not in self.foreign:
                yield name, tree

    def own(self) -> Iterator[tuple[str, etree._Element]]:
        """The parts that we have written ourselves."""
        return ((name, tree) for name, tree in self.trees.items() if name not in self.foreign)

    def nodes(self, part: str, name: str) -> Sequence[etree._Element]:
        """The elements of a name in their order: all checks share one walk through the part.

        Raises:
            KeyError: no walk looks for such elements.
        """
        if part not in self._nodes:
            self._nodes[part] = _sought(self.tree(part))
        return self._nodes[part][W + name]

    def properties(self, part: str) -> Mapping[str, Sequence[etree._Element]]:
        """The properties of paragraphs, runs and tables of a part that we have written, by their names.

        Thousands of paragraphs have the same few: each form is there once.
        """
        if part not in self._forms:
            written = _unnested(self.parts[part])
            self._forms[part] = {name: _forms(written, self.trees[part], name) for name in PROPERTIES}
        return self._forms[part]

    def used(self, part: str, name: str) -> set[str]:
        """The values of a property in a part, such as the names of all styles of its paragraphs."""
        is_ours = self.trees[part].tag in _TEXTS and part not in self.foreign
        places = chain.from_iterable(self.properties(part).values()) if is_ours else [self.trees[part]]
        return {value(node) for place in places for node in place.iter(W + name)}

    def relations(self, part: str) -> list[Relation]:
        """The relationships of a part ("" for the package itself)."""
        folder, base = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{base}.rels")
        found = []
        for node in self.tree(rels).iter(f"{{{RELATIONS}}}Relationship"):
            external = node.get("TargetMode") == "External"
            target = node.get("Target", "")
            resolved = target if external else posixpath.normpath(posixpath.join(folder, target)).lstrip("/")
            found.append(Relation(node.get("Id", ""), node.get("Type", ""), resolved, external))
        return found


def opened(content: bytes, foreign: frozenset[str] = frozenset()) -> Opened:
    """The file's parts, parsed without touching anything outside of it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        parts = {name: archive.read(name) for name in dict.fromkeys(names)}
    trees, broken = {}, [name for name, n in Counter(map(str.lower, names)).items() if n > 1]
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    for name, part in parts.items():
        if name in foreign and not name.endswith((".xml", ".rels")):
            continue  # a picture or a font of a template
        try:
            trees[name] = etree.fromstring(part, parser)
        except etree.XMLSyntaxError:
            broken.append(name)
    return Opened(parts, trees, tuple(broken), foreign)


def _sought(tree: etree._Element) -> Mapping[str, Sequence[etree._Element]]:
    found: dict[str, list[etree._Element]] = {W + name: [] for name in _SOUGHT.split()}
    for node in tree.iter(*found):
        found[str(node.tag)].append(node)
    return found


def _unnested(part: bytes) -> bytes:
    """The part with the earlier properties of runs behind it instead of within the present ones."""
    if b"<w:rPrChange " not in part:
        return part
    return _EARLIER.sub(b"<w:rPrChange/>", part) + b"".join(_EARLIER.findall(part))


def _forms(part: bytes, tree: etree._Element, name: str) -> Sequence[etree._Element]:
    start, end = f"<w:{name}>".encode(), f"</w:{name}>".encode()
    forms = {piece.partition(end)[0] for piece in part.split(start)[1:]}
    declared = "".join(f' xmlns:{prefix}="{space}"' for prefix, space in tree.nsmap.items() if prefix)
    whole = b"".join(start + form + end for form in sorted(forms))
    try:
        found = list(etree.fromstring(f"<forms{declared}>".encode() + whole + b"</forms>"))
    except etree.XMLSyntaxError:
        found = []
    # Where they are written in another way than ours, every single one is looked at.
    return found if len(found) == len(forms) and f"<w:{name} ".encode() not in part else list(tree.iter(W + name))


def value(node: etree._Element | None, name: str = "val") -> str:
    """An attribute in the w namespace; empty where node or attribute is missing."""
    return "" if node is None else str(node.get(W + name, ""))


_NAMESPACES = {
    "w": WORD,
    "r": OFFICE,
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
}


@lru_cache(maxsize=64)
def _compiled(path: str) -> etree.XPath:
    return etree.XPath(path, namespaces=_NAMESPACES)


def found(tree: etree._Element, path: str) -> list[etree._Element]:
    """What an XPath selects in a part."""
    return list(_compiled(path)(tree))  # type: ignore[arg-type]  # paths that select nodes give lists of them


def words(node: etree._Element) -> str:
    """The text of all runs below a node."""
    return "".join(str(text.text or "") for text in node.iter(W + "t"))
