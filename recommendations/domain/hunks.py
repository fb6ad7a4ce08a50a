"""Changes of a unit, exact to the word: what they touch, and whether two of them can both hold."""

from collections.abc import Iterator, Mapping

from recommendations.domain.amendments import AmendmentKind
from recommendations.domain.changes import (
    TITLE,
    Hunk,
    Move,
    MovedParagraph,
    NewParagraph,
    UnitChange,
    base_words,
)
from recommendations.domain.matching import Matched
from recommendations.domain.moving import Carried, longest_run, moved_sentences
from recommendations.domain.relations import Clash, Relation, clashes, relation
from recommendations.domain.text import Span, Unit
from recommendations.domain.words import words_of

__all__ = [
    "TITLE",
    "Clash",
    "Hunk",
    "Move",
    "MovedParagraph",
    "NewParagraph",
    "Relation",
    "UnitChange",
    "base_words",
    "change_between",
    "clashes",
    "kind_of",
    "relation",
]


def change_between(base: Unit, amended: Unit) -> UnitChange:
    """The change that makes ``amended`` of ``base``."""
    kept = {paragraph.uid: paragraph for paragraph in amended.paragraphs}
    known = {paragraph.uid: place for place, paragraph in enumerate(base.paragraphs)}
    matched, carried = _matched(base, amended)
    staying = longest_run([known[p.uid] for p in amended.paragraphs if p.uid in known])
    return UnitChange(
        tuple(hunk for one in matched.values() for hunk in one.hunks()),
        tuple(p.uid for p in base.paragraphs if p.uid not in kept),
        tuple(_inserted(amended, known)),
        tuple(code for code in amended.addressees if code not in base.addressees),
        tuple(code for code in base.addressees if code not in amended.addressees),
        tuple(Move(matched[c.paragraph].source(c), matched[c.new_paragraph].target(c)) for c in carried),
        tuple(_moved(amended, known, staying)),
    )


def _matched(base: Unit, amended: Unit) -> tuple[dict[str, Matched], list[Carried]]:
    """The title and the paragraphs whose words change, and the sentences moved within or between them."""
    kept = {paragraph.uid: paragraph.spans for paragraph in amended.paragraphs}
    old = {p.uid: words_of(p.spans) for p in base.paragraphs if kept.get(p.uid, p.spans) != p.spans}
    new = {uid: words_of(kept[uid]) for uid in old}
    carried = moved_sentences(old, new)
    while True:
        matched = {uid: Matched(uid, old[uid], new[uid], carried) for uid in old}
        entangled = {one for paragraph in matched.values() for one in paragraph.entangled()}
        if not entangled:
            break
        carried = tuple(one for one in carried if one not in entangled)
    if base.title != amended.title:
        before, after = (words_of([Span(unit.title)]) for unit in (base, amended))
        matched = {TITLE: Matched(TITLE, before, after, ())} | matched
    order = {paragraph.uid: place for place, paragraph in enumerate(base.paragraphs)}
    return matched, sorted(carried, key=lambda one: (order[one.new_paragraph], one.new_start))


def _inserted(amended: Unit, known: Mapping[str, int]) -> Iterator[NewParagraph]:
    after = None
    for paragraph in amended.paragraphs:
        if paragraph.uid in known:
            after = paragraph.uid
        else:
            yield NewParagraph(after, paragraph)


def _moved(amended: Unit, known: Mapping[str, int], staying: frozenset[int]) -> Iterator[MovedParagraph]:
    after = None
    for paragraph in amended.paragraphs:
        if known.get(paragraph.uid) in staying:
            after = paragraph.uid
        elif paragraph.uid in known:
            yield MovedParagraph(paragraph.uid, after)


def kind_of(change: UnitChange, base: Unit) -> AmendmentKind:
    """What the change does, in one word for lists."""
    texts = [hunk for hunk in change.hunks if hunk.paragraph != TITLE]
    touched = {
        AmendmentKind.ADDRESSEES: bool(change.added_addressees or change.removed_addressees),
        AmendmentKind.TITLE: len(texts) < len(change.hunks),
        AmendmentKind.MOVE: bool(change.moves or change.moved),
        AmendmentKind.REPLACE: bool(texts or change.deleted or change.inserted),
    }
    kinds = [kind for kind, is_touched in touched.items() if is_touched]
    if kinds == [AmendmentKind.REPLACE]:
        return _kind_of_words(change, base)
    return kinds[0] if len(kinds) == 1 else AmendmentKind.MIXED


def _kind_of_words(change: UnitChange, base: Unit) -> AmendmentKind:
    texts = [hunk for hunk in change.hunks if hunk.paragraph != TITLE]
    takes = bool(change.deleted) or any(base_words(base, h.paragraph).tokens[h.start : h.end] for h in texts)
    gives = bool(change.inserted) or any(hunk.new for hunk in texts)
    if takes == gives:
        return AmendmentKind.REPLACE
    return AmendmentKind.DELETE if takes else AmendmentKind.INSERT
