"""The manifesto composed from what was adopted, and what differs between two of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from recommendations.domain.adoption import NothingAdopted
from recommendations.domain.editions import ThemeKind
from recommendations.domain.encoding import unit_to_json
from recommendations.domain.manifesto import Chapter, Manifesto, NumberedUnit, Translations
from recommendations.domain.manuscript import manuscript, read_manuscript
from recommendations.domain.text import Unit


@dataclass(frozen=True, slots=True)
class EditionData:
    """What the title page says; ``languages`` starts with the authoritative one."""

    title: Translations
    place: str
    days: tuple[str, ...]
    languages: tuple[str, ...]
    addressees: tuple[tuple[str, Translations], ...]


@dataclass(frozen=True, slots=True)
class ThemeText:
    """The newest text of a theme: its units per language, in printed order, aligned by uid."""

    theme: str
    kind: ThemeKind
    number: int
    title: Translations
    units: Mapping[str, Sequence[Unit]]


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where two manifestos do not say the same; an empty side says nothing there.

    ``place`` is the printed number, the name of a field of the title page, or "preamble".
    """

    place: str
    language: str
    voted: str
    signed: str

    @property
    def parts(self) -> tuple[str, str, str, str]:
        """The words before the first difference, those voted, those to be signed, and the words after the last."""
        return parted(self.voted, self.signed)


def parted(before: str, after: str) -> tuple[str, str, str, str]:
    """What both begin with, what only the one and only the other has, and what both end with."""
    one, other = before.split(" "), after.split(" ")
    start = _in_common(one, other)
    end = _in_common(one[start:][::-1], other[start:][::-1])
    middle = (words[start : len(words) - end] for words in (one, other))
    left, right = (" ".join(words) for words in middle)
    return " ".join(one[:start]), left, right, " ".join(one[len(one) - end :])


def _in_common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def compose(edition: EditionData, themes: Sequence[ThemeText], adopted: frozenset[tuple[str, str]]) -> Manifesto:
    """The manifesto of all adopted units (theme, uid), under the numbers of their themes.

    A theme without an adopted recommendation is left out and numbers close up within each theme
    (procedure.md, case 74); passages of a chapter and the whole preamble go along.

    Raises:
        NothingAdopted: no theme has an adopted recommendation.
    """
    ordered = sorted(themes, key=lambda theme: theme.number)
    preambles = [theme for theme in ordered if theme.kind is ThemeKind.PREAMBLE]
    chapters = [
        _chapter(theme, adopted, edition.languages)
        for theme in ordered
        if theme.kind is ThemeKind.THEME and _has_adopted(theme, adopted)
    ]
    if not chapters:
        raise NothingAdopted
    return Manifesto(
        edition=edition.title,
        place=edition.place,
        days=edition.days,
        languages=edition.languages,
        addressees=edition.addressees,
        preamble=tuple(unit for theme in preambles for unit in _aligned(theme, edition.languages)),
        chapters=tuple(chapters),
    )


def missing_texts(manifesto: Manifesto, language: str) -> int:
    """How many units, titles of themes and of the edition have no text in ``language``."""
    titles = [manifesto.edition, *(chapter.title for chapter in manifesto.chapters)]
    without_text = sum(unit.text(language) is None for unit in manifesto.units)
    return without_text + sum(not dict(title).get(language) for title in titles)


def differences(voted: Manifesto, signed: Manifesto) -> tuple[Difference, ...]:
    """Every difference between the text that was voted and the one to be signed, in printed order.

    Two manifestos without a difference here have the same hash, and the other way round.
    """
    texts = manuscript(voted), manuscript(signed)
    before, after = (dict(_statements(read_manuscript(text))) for text in texts)
    found = [
        Difference(key[0], key[1], *_readable(before.get(key, ""), after.get(key, "")))
        for key in dict.fromkeys((*before, *after))
        if before.get(key) != after.get(key)
    ]
    if not found and texts[0] != texts[1]:
        # The same words and marks, cut into other spans: nobody can read that difference, but it has another hash.
        found = [Difference("manuscript", "", *texts)]
    return tuple(found)


def _readable(voted: str, signed: str) -> tuple[str, str]:
    """The lines of each that the other does not have; all of them if only their order differs."""
    one, other = voted.split("\n"), signed.split("\n")
    left = [line for line in one if line not in other], [line for line in other if line not in one]
    return ("\n".join(left[0]), "\n".join(left[1])) if any(left) else (voted, signed)


def _has_adopted(theme: ThemeText, adopted: frozenset[tuple[str, str]]) -> bool:
    return any((theme.theme, unit.uid) in adopted for units in theme.units.values() for unit in units)


def _chapter(theme: ThemeText, adopted: frozenset[tuple[str, str]], languages: Sequence[str]) -> Chapter:
    units: list[NumberedUnit] = []
    position = 0
    for unit in _aligned(theme, languages):
        if not unit.texts[0][1].kind.is_operative:
            units.append(unit)
        elif (theme.theme, unit.uid) in adopted:
            position += 1
            units.append(NumberedUnit(f"{theme.number}.{position}", unit.texts))
    return Chapter(theme.number, theme.title, tuple(units))


def _aligned(theme: ThemeText, languages: Sequence[str]) -> Iterator[NumberedUnit]:
    """Each unit with all its translations; the first language that has the unit decides its place."""
    versions = {language: {unit.uid: unit for unit in theme.units.get(language, ())} for language in languages}
    uids = dict.fromkeys(uid for language in languages for uid in versions[language])
    for uid in uids:
        yield NumberedUnit("", tuple((one, versions[one][uid]) for one in languages if uid in versions[one]))


Key = tuple[str, str, int]


def _statements(manifesto: Manifesto) -> Iterator[tuple[Key, str]]:
    yield from _title_page(manifesto)
    for position, unit in enumerate(manifesto.preamble):
        yield from _unit("preamble", position, unit)
    for chapter in manifesto.chapters:
        for language, title in chapter.title:
            yield (str(chapter.number), language, 0), title
        for position, unit in enumerate(chapter.units, start=1):
            yield from _unit(unit.number or str(chapter.number), position, unit)


def _title_page(manifesto: Manifesto) -> Iterator[tuple[Key, str]]:
    for language, title in manifesto.edition:
        yield ("edition", language, 0), title
    yield ("place", "", 0), manifesto.place
    yield ("days", "", 0), ", ".join(manifesto.days)
    yield ("languages", "", 0), ", ".join(manifesto.languages)
    for position, (code, names) in enumerate(manifesto.addressees):
        for language, name in names:
            yield ("addressees", language, position), f"{code}: {name}"


def _unit(place: str, position: int, unit: NumberedUnit) -> Iterator[tuple[Key, str]]:
    for language, text in unit.texts:
        yield (place, language, position), _marked(unit.number, text)


def _marked(number: str, unit: Unit) -> str:
    """The unit with everything that is hashed, so that no difference of marks goes unseen."""
    form = unit_to_json(unit)
    spans = [[_span(dict(span)) for span in paragraph["spans"]] for paragraph in form["paragraphs"]]
    uids = " ".join(paragraph["uid"] for paragraph in form["paragraphs"])
    head = " ".join(filter(None, (number, unit.kind.value, unit.title, ", ".join(unit.addressees))))
    return "\n".join([head, *("".join(paragraph) for paragraph in spans), f"[{unit.uid}: {uids}]"])


def _span(span: dict[str, object]) -> str:
    marks = [f"{name}={value}" for name, value in sorted(span.items()) if name != "text"]
    return f"{span['text']}⟨{'; '.join(marks)}⟩" if marks else str(span["text"])


def as_voted(manifesto: Manifesto, voted: Mapping[str, Mapping[str, Unit]]) -> Manifesto:
    """The manifesto as it would read with each recommendation in the words of its own poll (uid, language).

    What differs from the manifesto itself was changed after the assembly had voted on it.
    """
    chapters = (
        replace(chapter, units=tuple(_reworded(unit, voted) for unit in chapter.units))
        for chapter in manifesto.chapters
    )
    return replace(manifesto, chapters=tuple(chapters))


def _reworded(unit: NumberedUnit, voted: Mapping[str, Mapping[str, Unit]]) -> NumberedUnit:
    words = voted.get(unit.uid, {})
    if not unit.number or not words:
        return unit
    return replace(unit, texts=tuple((language, words.get(language, text)) for language, text in unit.texts))
