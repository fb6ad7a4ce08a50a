"""Checks of the package: parts, types, relationships, properties."""

import re
from collections import Counter
from collections.abc import Iterator

from exports.markup import OFFICE
from exports.opened import MAIN, Opened, R, W, value

TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
TERMS = "{http://purl.org/dc/terms/}"
DUBLIN = "{http://purl.org/dc/elements/1.1/}"
_NEEDED = (
    MAIN,
    "word/styles.xml",
    "word/numbering.xml",
    "word/settings.xml",
    "word/footnotes.xml",
    "docProps/core.xml",
)
_REFERENCES = re.compile(rb'r:(?:id|embed|link|pict)="([^"]*)"')
_KINDS = {"headerReference": "/header", "footerReference": "/footer", "hyperlink": "/hyperlink"}
_OPENS_BY_ITSELF = ("attachedTemplate", "oleObject", "aFChunk", "vbaProject", "subDocument")
_HASH = re.compile(r"[0-9a-f]{64}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_ADDRESS = re.compile(r"(https?://|mailto:)[^\s]+")


def parts_are_readable(package: Opened) -> Iterator[str]:
    """Every part is XML without forbidden characters, and the needed ones exist."""
    yield from (f"{name} cannot be read" for name in package.broken)
    yield from (f"{name} is missing" for name in _NEEDED if name not in package.parts)


def parts_have_types(package: Opened) -> Iterator[str]:
    """Every part has the content type that a declaration gives it, and every declaration has its part."""
    tree = package.tree("[Content_Types].xml")
    overrides = {str(node.get("PartName"))[1:] for node in tree.iter(TYPES + "Override")}
    yield from (f"{name} has no part" for name in overrides - set(package.parts))
    for name in package.parts:
        is_plain = name == "[Content_Types].xml" or name.endswith(".rels")
        if not is_plain and name not in overrides:
            yield f"{name} has no content type"


def relations_resolve(package: Opened) -> Iterator[str]:
    """Every relationship leads to a part, once per name; links lead to web or mail addresses."""
    for part in ("", *package.trees):
        relations = package.relations(part)
        yield from (f"{name} twice" for name, n in Counter(r.name for r in relations).items() if n > 1)
        for relation in relations:
            if relation.external and not _ADDRESS.fullmatch(relation.target):
                yield f"{relation.name} leads to {relation.target!r}"
            if not relation.external and relation.target not in package.parts:
                yield f"{relation.name} leads to {relation.target}, which is missing"


def references_have_relations(package: Opened) -> Iterator[str]:
    """Every r:id stands in the relationships of its part, and leads to what the element is about."""
    for part, _ in package.texts():
        known = {relation.name: relation.kind for relation in package.relations(part)}
        used = {name.decode() for name in _REFERENCES.findall(package.parts[part])}
        yield from (f"{part}: {name}" for name in sorted(used - known.keys()))
        for kind, end in _KINDS.items():
            names = {str(node.get(R + "id")) for node in package.nodes(part, kind)} & known.keys()
            yield from (f"{part}: {name} leads to {known[name]}" for name in names if not known[name].endswith(end))


def nothing_opens_by_itself(package: Opened) -> Iterator[str]:
    """No macros, templates, embedded objects; no field update that would make Word ask."""
    for part in ("", *package.trees):
        kinds = {relation.kind.removeprefix(f"{OFFICE}/") for relation in package.relations(part)}
        yield from kinds & set(_OPENS_BY_ITSELF)
    if package.tree("word/settings.xml").find(W + "updateFields") is not None:
        yield "updateFields"


def properties_say_what_it_is(package: Opened) -> Iterator[str]:
    """Title, author and language are set, and the custom properties hold the hash."""
    core = package.tree("docProps/core.xml")
    yield from (
        f"no {name}" for name in ("title", "creator", "language") if not (core.findtext(DUBLIN + name) or "").strip()
    )
    moments = [str(node.text) for node in core.iter(TERMS + "created", TERMS + "modified")]
    yield from (f"moment {moment}" for moment in moments if not _MOMENT.fullmatch(moment))
    custom = package.tree("docProps/custom.xml")
    numbers = Counter(node.get("pid") for node in custom)
    yield from (f"property {number} twice" for number, n in numbers.items() if n > 1)
    if not any(_HASH.fullmatch(str(text)) for text in custom.itertext()):
        yield "no SHA-256"


def styles_are_defined(package: Opened) -> Iterator[str]:
    """Every style that is used, based on or tied to a list exists in its kind."""
    kinds = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}
    styles = package.tree("word/styles.xml")
    known = {(value(style, "type"), value(style, "styleId")) for style in styles.iter(W + "style")}
    names = {identifier for _, identifier in known}
    for part in package.trees:
        for element, kind in kinds.items():
            used = package.used(part, element)
            yield from (f"{part}: {name}" for name in used if (kind, name) not in known)
    yield from (f"based on {value(node)}" for node in styles.iter(W + "basedOn") if value(node) not in names)


def styles_are_themselves(package: Opened) -> Iterator[str]:
    """No style is there twice or based on itself, and there is one default of each kind."""
    styles = list(package.tree("word/styles.xml").iter(W + "style"))
    counted = Counter(value(style, "styleId") for style in styles)
    yield from (f"{name} twice" for name, n in counted.items() if n > 1)
    defaults = Counter(value(style, "type") for style in styles if value(style, "default") == "1")
    yield from (f"{n} defaults of kind {kind}" for kind, n in defaults.items() if n > 1)
    bases = {value(style, "styleId"): value(style.find(W + "basedOn")) for style in styles}
    for name, first in bases.items():
        seen, base = {name}, first
        while base in bases and base not in seen:
            seen.add(base)
            base = bases[base]
        if base in seen:
            yield f"{name} is based on itself"


def lists_are_defined(package: Opened) -> Iterator[str]:
    """Every numId leads to a list, every list to its levels; headings are tied to them."""
    numbering = package.tree("word/numbering.xml")
    abstract = {value(node, "abstractNumId") for node in numbering.iter(W + "abstractNum")}
    lists = {value(node, "numId") for node in numbering.iter(W + "num")} | {"0"}
    for number in numbering.iter(W + "num"):
        if value(number.find(W + "abstractNumId")) not in abstract:
            yield f"list {value(number, 'numId')} has no levels"
    counted = Counter(value(node, "numId") for node in numbering.iter(W + "num"))
    yield from (f"list {name} twice" for name, n in counted.items() if n > 1)
    for part in package.trees:
        yield from (f"{part}: list {name}" for name in package.used(part, "numId") - lists)
