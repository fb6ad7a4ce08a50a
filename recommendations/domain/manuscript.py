"""The manifesto as canonical JSON and back: the manuscript whose SHA-256 is voted and signed."""

import json
from collections.abc import Mapping, Sequence
from typing import TypeVar, cast

from recommendations.domain.canonical import Json, canonical_json, sha256
from recommendations.domain.encoding import UnitJson, unit_from_json, unit_to_json
from recommendations.domain.manifesto import Chapter, Manifesto, NumberedUnit, Translations

FORMAT = "hemicycle-manifesto/1"

Fields = Mapping[str, Json]
T = TypeVar("T")


def manifesto_to_json(manifesto: Manifesto) -> dict[str, Json]:
    """The manifesto's JSON form; every list keeps its order, because the order is part of the text."""
    return {
        "format": FORMAT,
        "edition": dict(manifesto.edition),
        "place": manifesto.place,
        "days": list(manifesto.days),
        "languages": list(manifesto.languages),
        "addressees": [{"code": code, "names": dict(names)} for code, names in manifesto.addressees],
        "preamble": [_unit_to_json(unit) for unit in manifesto.preamble],
        "chapters": [
            {"number": c.number, "title": dict(c.title), "units": [_unit_to_json(unit) for unit in c.units]}
            for c in manifesto.chapters
        ],
    }


def manifesto_from_json(form: Fields) -> Manifesto:
    """The manifesto that has this JSON form; translations come back in the order of the languages.

    Raises:
        KeyError, TypeError, ValueError: the form is not one that :func:`manifesto_to_json` writes.
    """
    if form["format"] != FORMAT:
        message = f"not a manifesto in the form {FORMAT}"
        raise ValueError(message)
    languages = _words(form["languages"])
    return Manifesto(
        edition=_translations(form["edition"], languages),
        place=str(form["place"]),
        days=_words(form["days"]),
        languages=languages,
        addressees=tuple((str(a["code"]), _translations(a["names"], languages)) for a in _each(form["addressees"])),
        preamble=tuple(_unit_from_json(unit, languages) for unit in _each(form["preamble"])),
        chapters=tuple(_chapter_from_json(chapter, languages) for chapter in _each(form["chapters"])),
    )


def manuscript(manifesto: Manifesto) -> str:
    """The canonical text of the manifesto."""
    return canonical_json(manifesto_to_json(manifesto))


def manuscript_hash(manifesto: Manifesto) -> str:
    """The SHA-256 of the canonical text: what is voted, signed and printed on the last page."""
    return sha256(manifesto_to_json(manifesto))


def read_manuscript(text: str) -> Manifesto:
    """The manifesto of a canonical text.

    Raises:
        KeyError, TypeError, ValueError: the text is not a manuscript.
    """
    return manifesto_from_json(_fields(json.loads(text)))


def hash_of_text(canonical: str) -> str | None:
    """The hash that a stored text really has; None where it is no manuscript, or not in its canonical form."""
    try:
        manifesto = read_manuscript(canonical)
    except (KeyError, TypeError, ValueError):
        return None
    return manuscript_hash(manifesto) if manuscript(manifesto) == canonical else None


def in_order(translations: Mapping[str, T], languages: Sequence[str]) -> tuple[tuple[str, T], ...]:
    """A text's translations in the order of the languages, any other language last and sorted."""
    known = [language for language in languages if language in translations]
    others = sorted(set(translations) - set(languages))
    return tuple((language, translations[language]) for language in (*known, *others))


def _unit_to_json(unit: NumberedUnit) -> dict[str, Json]:
    texts = {language: cast("Json", unit_to_json(text)) for language, text in unit.texts}
    return {"number": unit.number, "texts": texts}


def _unit_from_json(form: Fields, languages: Sequence[str]) -> NumberedUnit:
    texts = _fields(form["texts"])
    units = {language: unit_from_json(cast("UnitJson", text)) for language, text in texts.items()}
    return NumberedUnit(str(form["number"]), in_order(units, languages))


def _chapter_from_json(form: Fields, languages: Sequence[str]) -> Chapter:
    units = tuple(_unit_from_json(unit, languages) for unit in _each(form["units"]))
    return Chapter(int(str(form["number"])), _translations(form["title"], languages), units)


def _fields(value: Json) -> Fields:
    if not isinstance(value, Mapping):
        message = "an object was expected"
        raise TypeError(message)
    return value


def _list(value: Json) -> Sequence[Json]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        message = "a list was expected"
        raise TypeError(message)
    return value


def _each(value: Json) -> tuple[Fields, ...]:
    return tuple(_fields(item) for item in _list(value))


def _words(value: Json) -> tuple[str, ...]:
    return tuple(str(item) for item in _list(value))


def _translations(value: Json, languages: Sequence[str]) -> Translations:
    return in_order({language: str(text) for language, text in _fields(value).items()}, languages)
