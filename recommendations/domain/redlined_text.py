"""A whole manifesto against an earlier one: chapters by their numbers, units by their uids."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from recommendations.domain.comparison import Mark
from recommendations.domain.manifesto import Chapter, Manifesto, NumberedUnit, chosen
from recommendations.domain.moving import longest_run
from recommendations.domain.papers import Contribution
from recommendations.domain.redlining import redlined, whole
from recommendations.domain.strokes import RedlinedUnit, Stroke
from recommendations.domain.text import Unit, UnitKind

Pair = tuple[NumberedUnit | None, NumberedUnit | None]


@dataclass(frozen=True, slots=True)
class RedlinedChapter:
    """A theme in strokes."""

    number: int
    language: str
    mark: Mark
    title: tuple[Stroke, ...]
    units: tuple[RedlinedUnit, ...]


@dataclass(frozen=True, slots=True)
class RedlinedText:
    """Preamble and chapters in strokes, in one language."""

    preamble: tuple[RedlinedUnit, ...]
    chapters: tuple[RedlinedChapter, ...]


def redlined_text(
    base: Manifesto, new: Manifesto, language: str, contributions: Sequence[Contribution] = ()
) -> RedlinedText:
    """Everything that the new text says otherwise, in the new order; what goes stands where it was."""
    known = _by_unit(contributions)
    before = {chapter.number: chapter for chapter in base.chapters}
    after = {chapter.number: chapter for chapter in new.chapters}
    return RedlinedText(
        tuple(_units(base.preamble, new.preamble, language, known)),
        tuple(_chapter(before.get(n), after.get(n), language, known) for n in sorted({*before, *after})),
    )


def untouched_text(manifesto: Manifesto, language: str) -> RedlinedText:
    """The text without any change, in ``language`` or, where a unit lacks it, in the authoritative one."""
    chapters = (
        RedlinedChapter(
            chapter.number,
            chosen(chapter.title, language)[1],
            Mark.KEPT,
            untouched_title(chosen(chapter.title, language)[0]),
            _untouched(chapter.units, language),
        )
        for chapter in manifesto.chapters
    )
    return RedlinedText(_untouched(manifesto.preamble, language), tuple(chapters))


def untouched_title(title: str) -> tuple[Stroke, ...]:
    """A title that stays as it is."""
    return whole(Unit("", UnitKind.PASSAGE, (), title), Mark.KEPT, "").title


def _untouched(units: Sequence[NumberedUnit], language: str) -> tuple[RedlinedUnit, ...]:
    texts = (dict(numbered.texts) for numbered in units)
    spoken = (language if language in text else next(iter(text)) for text in texts)
    return tuple(
        replace(whole(dict(numbered.texts)[one], Mark.KEPT, one), number=numbered.number)
        for numbered, one in zip(units, spoken, strict=True)
    )


def _by_unit(contributions: Sequence[Contribution]) -> Mapping[str, list[Contribution]]:
    found: dict[str, list[Contribution]] = {}
    for contribution in contributions:
        found.setdefault(contribution.uid, []).append(contribution)
    return found


def _chapter(
    base: Chapter | None, new: Chapter | None, language: str, known: Mapping[str, list[Contribution]]
) -> RedlinedChapter:
    old_title = chosen(base.title, language) if base else ("", "")
    title = chosen(new.title, language) if new else old_title
    units = tuple(_units(base.units if base else (), new.units if new else (), language, known))
    mark = Mark.DELETED if new is None else Mark.INSERTED if base is None else Mark.KEPT
    number = next(chapter.number for chapter in (new, base) if chapter is not None)
    return RedlinedChapter(number, title[1], mark, _title(old_title[0], title[0], mark), units)


def _title(old: str, new: str, mark: Mark) -> tuple[Stroke, ...]:
    units = [Unit("", UnitKind.PASSAGE, (), title) for title in (old, new)]
    if mark is Mark.KEPT:
        return redlined(units[0], units[1], "").title
    return whole(units[1], mark, "").title


def _units(
    base: Sequence[NumberedUnit],
    new: Sequence[NumberedUnit],
    language: str,
    known: Mapping[str, list[Contribution]],
) -> Iterator[RedlinedUnit]:
    for before, after in _pairs(base, new):
        yield from _pair(before, after, language, known)


def _pair(
    before: NumberedUnit | None, after: NumberedUnit | None, language: str, known: Mapping[str, list[Contribution]]
) -> Iterator[RedlinedUnit]:
    shown = next(side for side in (after, before) if side is not None)
    spoken = language if shown.text(language) is not None else shown.texts[0][0]
    old, new = (side.text(spoken) if side else None for side in (before, after))
    own = known.get(shown.uid, ())
    if old is not None and new is not None and (not shown.number or _keeps_its_first_line(old, new)):
        yield replace(redlined(old, new, spoken, own), number=shown.number)
        return
    makers = {one.by for one in own} if old is not None and new is not None else set()
    for unit, mark in ((old, Mark.DELETED), (new, Mark.INSERTED)):
        if unit is not None:
            by = next(iter(makers)) if len(makers) == 1 else None
            yield replace(whole(unit, mark, spoken, own, by), number=shown.number)


def _keeps_its_first_line(old: Unit, new: Unit) -> bool:
    """Whether the number stays where it is: on the title, or on the first paragraph of a unit without one."""
    if old.title or new.title:
        return bool(old.title and new.title)
    return [p.uid for p in old.paragraphs[:1]] == [p.uid for p in new.paragraphs[:1]]


def _pairs(base: Sequence[NumberedUnit], new: Sequence[NumberedUnit]) -> Iterator[Pair]:
    """Units that stay side by side; one that is moved, or becomes another kind, goes here and comes there."""
    places = {_key(unit): place for place, unit in enumerate(base)}
    staying = longest_run([places[_key(unit)] for unit in new if _key(unit) in places])
    yield from ((gone, None) for gone in _until(base, 0, staying))
    for unit in new:
        place = places.get(_key(unit))
        if place is None or place not in staying:
            yield None, unit
        else:
            yield base[place], unit
            yield from ((gone, None) for gone in _until(base, place + 1, staying))


def _until(base: Sequence[NumberedUnit], start: int, staying: frozenset[int]) -> Sequence[NumberedUnit]:
    """The units from ``start`` up to the next one that stays."""
    end = start
    while end < len(base) and end not in staying:
        end += 1
    return base[start:end]


def _key(unit: NumberedUnit) -> tuple[str, UnitKind]:
    return unit.uid, unit.texts[0][1].kind
