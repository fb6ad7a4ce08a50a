"""Everything of a file that is read: its text, notes and comments, and what it says of its origin."""

from dataclasses import replace

from recommendations.domain.anchors import (
    PROPERTY_LANGUAGE,
    PROPERTY_REVISION,
    PROPERTY_REVISION_HASH,
    PROPERTY_THEME,
)
from recommendations.domain.intake import Aside, FileDamaged, FoundComment, Origin
from recommendations.domain.text import printable
from recommendations.intake.word.package import Package
from recommendations.intake.word.pieces import Contents, FileParagraph, Note, Piece
from recommendations.intake.word.reading import Reader, signed
from recommendations.intake.word.relations import relations_of
from recommendations.intake.word.styles import Styles, styles_of
from recommendations.intake.word.trees import W14, W15, Element, W, elements, value

LONGEST_COMMENT = 10_000


def styles_in(package: Package) -> Styles:
    """The file's styles."""
    return styles_of(next((package.tree(name) for name in package.related("styles")), None))


def contents_of(package: Package) -> Contents:
    """The file's text with its notes, and whatever stands beside the text.

    Raises:
        FileDamaged, FileHasDoctype, FileTooDeep, FileTooLong, FileUnpacksTooLarge.
    """
    styles = styles_in(package)
    reader = Reader(package.relations, styles)
    root = package.tree(package.main)
    if root is None or root.tag != W + "document":
        raise FileDamaged
    reader.read(root)
    besides = [*reader.besides]
    for kind in ("header", "footer"):
        besides += _paragraphs_of(package, kind, styles)
    return Contents(
        reader.paragraphs,
        besides,
        _notes_of(package, styles),
        {key: "".join(texts) for key, texts in reader.quotes.items()},
        reader.tables,
        reader.pictures,
        reader.formats,
        reader.dropped_links,
    )


def comments_of(package: Package, quotes: dict[str, str]) -> dict[str, FoundComment]:
    """The file's comments by identifier, in its order, each with the words that it stands at."""
    found: dict[str, FoundComment] = {}
    by_paragraph: dict[str, int] = {}
    for node in _children(package, "comments", "comment"):
        identifier = value(node, "id")
        paragraphs = list(node.iter(W + "p"))
        text = "\n".join("".join(str(part.text or "") for part in one.iter(W + "t")) for one in paragraphs)
        number = len(found) + 1
        by_paragraph[str(paragraphs[-1].get(W14 + "paraId", "")) if paragraphs else ""] = number
        quoted = " ".join(quotes.get(identifier, "").split())
        found[identifier] = FoundComment(number, signed(node), printable(text).strip()[:LONGEST_COMMENT], quoted)
    return _threaded(package, found, by_paragraph)


def origin_of(package: Package) -> Origin:
    """From which text the file says that it was made."""
    said = said_by(package)
    wanted = (PROPERTY_THEME, PROPERTY_REVISION, PROPERTY_REVISION_HASH, PROPERTY_LANGUAGE)
    return Origin(*(said.get(name, "") for name in wanted))


def said_by(package: Package) -> dict[str, str]:
    """The file's own properties by name."""
    names = [one.target for one in relations_of(package.parts, "") if one.kind == "custom-properties"]
    root = next((package.tree(name) for name in names), None)
    return {} if root is None else {str(node.get("name", "")): _text(node) for node in elements(root)}


def _text(node: Element) -> str:
    return printable("".join(str(part) for part in node.itertext())).strip()[:200]


def _paragraphs_of(package: Package, kind: str, styles: Styles) -> list[FileParagraph]:
    found: list[FileParagraph] = []
    for name in package.related(kind):
        root = package.tree(name)
        reader = Reader({}, styles, Aside.HEADER)
        if root is not None:
            reader.read(root)
        found += [*reader.paragraphs, *reader.besides]
    return found


def _notes_of(package: Package, styles: Styles) -> dict[str, Note]:
    notes: dict[str, Note] = {}
    for kind in ("footnote", "endnote"):
        for node in _children(package, f"{kind}s", kind):
            if value(node, "type") in {"", "normal"}:
                reader = Reader({}, styles)
                reader.read(node)
                key = f"{kind[0]}{value(node, 'id')}"
                # A second note of the same number is one to which nothing leads: it is told, and covers no other.
                key = key if key not in notes else f"{key}+{len(notes)}"
                notes[key] = Note(_joined([*reader.paragraphs, *reader.besides]))
    return notes


def _joined(paragraphs: list[FileParagraph]) -> list[Piece]:
    """The pieces of a note; its paragraphs are held apart by a space."""
    pieces: list[Piece] = []
    for paragraph in paragraphs:
        pieces += [Piece(" ")] * bool(pieces) + paragraph.pieces
    return pieces


def _children(package: Package, relation: str, tag: str) -> list[Element]:
    roots = [package.tree(name) for name in package.related(relation)]
    return [node for root in roots if root is not None for node in elements(root) if node.tag == W + tag]


def _threaded(
    package: Package, found: dict[str, FoundComment], by_paragraph: dict[str, int]
) -> dict[str, FoundComment]:
    """The comments with whom they answer. Within one file, paragraphs' identifiers are good for that alone."""
    roots = [package.tree(name) for name in package.related("commentsExtended")]
    identifiers = list(found)
    for node in [node for root in roots if root is not None for node in elements(root)]:
        number = by_paragraph.get(str(node.get(W15 + "paraId", "?")))
        if number is not None:
            key = identifiers[number - 1]
            parent = by_paragraph.get(str(node.get(W15 + "paraIdParent", "?")))
            done = node.get(W15 + "done", "0") in {"1", "true"}
            found[key] = replace(found[key], parent=parent, is_resolved=done)
    return found
