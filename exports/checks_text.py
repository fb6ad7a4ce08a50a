"""Checks of the text: what Word would repair, and what a reader of it could not use."""

import re
from collections import Counter
from collections.abc import Iterator

from exports.opened import MAIN, Opened, W, found, value, words

_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
_BOOKMARK = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,39}")
_POINTER = re.compile(r"\s*(?:PAGEREF|REF)\s+(\S+)")
_SEQUENCE = re.compile(r"\s*SEQ\s+(\S+)")
_UNKEPT = re.compile(rb'<w:(?:t|delText)(?![^>]*xml:space="preserve")[^>]*>([^<]+)<')
# A run with words whose properties, if it has any, name no language; what it finds is then looked at exactly.
_UNSPOKEN = re.compile(
    rb"<w:r(?: [^>]*)?>(?!<w:rPr>(?:<w:\w+[^>]*/>)*?<w:lang )(?:(?!</w:r>).)*?<w:(?:t|delText)[ >]", re.DOTALL
)
_LARGEST_IDENTIFIER = 0x7FFFFFFF
_LEVELS = {"Heading1": 1, "HeadingPlain": 1, "HeadingSheet": 1, "Heading2": 2}


def footnotes_resolve(package: Opened) -> Iterator[str]:
    """Every reference has its footnote and every footnote its one reference."""
    notes = Counter(value(node, "id") for node in package.tree("word/footnotes.xml").iter(W + "footnote"))
    used = Counter(value(node, "id") for node in package.nodes(MAIN, "footnoteReference"))
    yield from (f"footnote {name} twice" for name, n in (notes | used).items() if n > 1)
    yield from (f"no footnote {name}" for name in used.keys() - notes.keys())
    yield from (f"footnote {name} unused" for name in notes.keys() - used.keys() - {"-1", "0"})
    yield from (f"no separator {name}" for name in {"-1", "0"} - notes.keys())


def footnotes_have_their_marks(package: Opened) -> Iterator[str]:
    """Every footnote begins with its own mark."""
    for note in package.tree("word/footnotes.xml").iter(W + "footnote"):
        if not value(note, "type") and note.find(f"{W}p/{W}r/{W}footnoteRef") is None:
            yield f"footnote {value(note, 'id')} without its mark"


def bookmarks_are_closed(package: Opened) -> Iterator[str]:
    """Every bookmark has one start, then one end, a valid name, and shares none of them."""
    starts = Counter(value(node, "id") for node in package.nodes(MAIN, "bookmarkStart"))
    ends = Counter(value(node, "id") for node in package.nodes(MAIN, "bookmarkEnd"))
    names = Counter(value(node, "name") for node in package.nodes(MAIN, "bookmarkStart"))
    yield from (f"bookmark {name} twice" for name, n in (starts | names).items() if n > 1)
    yield from (f"bookmark {name} open" for name in (starts - ends) | (ends - starts))
    yield from (f"bookmark name {name!r}" for name in names if not _BOOKMARK.fullmatch(name))
    begun: set[str] = set()
    for node in package.tree(MAIN).iter(W + "bookmarkStart", W + "bookmarkEnd"):
        if node.tag == W + "bookmarkEnd" and value(node, "id") not in begun:
            yield f"bookmark {value(node, 'id')} ends before it begins"
        begun.add(value(node, "id"))


def pointers_resolve(package: Opened) -> Iterator[str]:
    """Every link within the document, every REF and every PAGEREF leads to a bookmark."""
    names = {value(node, "name") for node in package.nodes(MAIN, "bookmarkStart")}
    anchors = {value(node, "anchor") for node in package.nodes(MAIN, "hyperlink")} - {""}
    instructions = (_POINTER.match(str(node.text or "")) for node in package.nodes(MAIN, "instrText"))
    yield from sorted((anchors | {match[1] for match in instructions if match}) - names)


def fields_are_balanced(package: Opened) -> Iterator[str]:
    """Every field begins, has its result and ends, also within another one."""
    for part, _ in package.texts():
        waiting: list[str] = []
        for node in package.nodes(part, "fldChar"):
            kind = value(node, "fldCharType")
            before = waiting.pop() if waiting and kind != "begin" else ""
            if (kind, before) not in {("begin", ""), ("separate", "begin"), ("end", "separate")}:
                yield f"{part}: {kind} after {before or 'nothing'}"
            waiting.extend([kind] if kind != "end" else [])
        if waiting:
            yield f"{part}: a field without an end"


def captions_are_counted(package: Opened) -> Iterator[str]:
    """The numbers in captions are what Word would count."""
    counted: Counter[str] = Counter()
    for node in package.nodes(MAIN, "instrText"):
        match = _SEQUENCE.match(str(node.text or ""))
        run = node.getparent()
        if match is None or run is None:
            continue
        counted[match[1]] += 1
        results = (words(later) for later in run.itersiblings(W + "r"))
        if next(filter(None, results), "") != str(counted[match[1]]):
            yield f"{match[1]} {counted[match[1]]} is told otherwise"


def languages_are_known(package: Opened) -> Iterator[str]:
    """Every run of words has a language, and every language is a tag that Word knows how to read."""
    for part, tree in package.texts():
        if _UNSPOKEN.search(package.parts[part]):
            for run in found(tree, "//w:r[not(w:rPr/w:lang)][w:t[normalize-space()] or w:delText[normalize-space()]]"):
                yield f"{part}: no language for {words(run)[:20]!r}"
        tags = package.used(part, "lang")
        yield from (f"{part}: language {tag!r}" for tag in tags if not _TAG.fullmatch(tag))


def headings_lead(package: Opened) -> Iterator[str]:
    """Headings have words and never skip a level."""
    last = 0
    for style in package.nodes(MAIN, "pStyle"):
        level = _LEVELS.get(value(style), 0)
        if not level:
            continue
        paragraph = next(style.iterancestors(W + "p"))
        if level > last + 1:
            yield f"level {level} after {last}: {words(paragraph)[:40]!r}"
        if not any(str(node.text or "").strip() for node in paragraph.iter(W + "t", W + "delText")):
            yield "a heading without words"
        last = level


def spaces_are_kept(package: Opened) -> Iterator[str]:
    """No space at the edge of a run can be lost."""
    for part, _ in package.texts():
        for text in _UNKEPT.findall(package.parts[part]):
            if text != text.strip():
                yield f"{part}: {text[:20]!r}"


def identifiers_are_unique(package: Opened) -> Iterator[str]:
    """Paragraph identifiers, where there are any, are unique and in Word's range."""
    for part, tree in package.texts():
        has_any = b"paraId=" in package.parts[part]
        counted = Counter(map(str, found(tree, "//@w14:paraId") if has_any else ()))
        yield from (f"{part}: {key} twice" for key, n in counted.items() if n > 1)
        yield from (f"{part}: {key} out of range" for key in counted if not 0 < int(key, 16) <= _LARGEST_IDENTIFIER)
