"""A written Word file, opened again to be checked: its parts and their relationships."""

import io
import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from exports.markup import OFFICE, WORD

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
W = f"{{{WORD}}}"
R = f"{{{OFFICE}}}"
MAIN = "word/document.xml"
_TEXTS = {W + tag for tag in ("document", "hdr", "ftr", "footnotes", "comments")}


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
