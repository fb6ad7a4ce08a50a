"""The lines of a draft that say to whom a recommendation speaks, or that it is a commitment."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace

from recommendations.domain.text import Paragraph, Unit, UnitKind

Names = Mapping[str, Mapping[str, str]]
"""The names of addressees by code and language."""

_COMMITMENT = re.compile(r"\s*(?:commitment|engagement)\b", re.IGNORECASE)
_LONGEST_COMMITMENT_LINE = 80
_LEAD = re.compile(r"\s*(?:to|addressed to|addressees?|adressée? à|destinataires?|à l'attention de)\s*", re.IGNORECASE)
_APOSTROPHES = str.maketrans("\u2019\u2018\u02bc", "'''")
_ENDING = " .;,"


@dataclass(frozen=True, slots=True)
class Addressed:
    """A unit with what its lines said; ``unknown`` are names that the house does not have, whose line stays."""

    unit: Unit
    unknown: tuple[str, ...] = ()


def addressed(unit: Unit, lines: frozenset[str], names: Names) -> Addressed:
    """The unit under its kind and addressees; ``lines`` are paragraphs that say so by their style.

    A line that no style marks is taken for one below a title only, and only if something stands below it.
    """
    rest = list(unit.paragraphs)
    kept: list[Paragraph] = []
    unknown: list[str] = []
    while rest and (rest[0].uid in lines or (rest[1:] and unit.title)):
        line = rest[0]
        is_styled = line.uid in lines
        told: tuple[str, ...] = ()
        if _is_commitment(line.plain):
            unit = replace(unit, kind=UnitKind.COMMITMENT)
        else:
            codes, told = _read(line.plain, names, is_styled=is_styled)
            if not codes and not is_styled:
                break
            unit = replace(unit, addressees=tuple(dict.fromkeys((*unit.addressees, *codes))))
        unknown += told
        # What else the line says would be lost with it.
        kept += [line] * bool(told or _has_notes(line))
        rest.pop(0)
    return Addressed(replace(unit, paragraphs=(*kept, *rest)), tuple(unknown))


def _is_commitment(line: str) -> bool:
    return len(line) <= _LONGEST_COMMITMENT_LINE and bool(_COMMITMENT.match(line)) and not line.rstrip().endswith(".")


def _has_notes(line: Paragraph) -> bool:
    return any(span.footnote for span in line.spans)


def _read(line: str, names: Names, *, is_styled: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codes, and the names that are unknown, of a line like "Addressed to: European Union · Cities".

    Of a line that no style marks every name has to be known, unless it begins with words that announce addressees.
    """
    lead, colon, listed = line.partition(":")
    known = _known(names)
    codes, unknown = _listed(listed if colon else line, known)
    is_announced = bool(colon) and bool(_LEAD.fullmatch(_plain(lead)))
    if is_styled or (codes and is_announced) or (codes and not unknown and colon and lead.strip()):
        return codes, unknown
    return (), ()


def _known(names: Names) -> dict[str, str]:
    codes = {_plain(code): code for code in names}
    return codes | {_plain(name): code for code, said in names.items() for name in said.values() if name.strip()}


def _listed(listed: str, known: Mapping[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    codes: list[str] = []
    unknown: list[str] = []
    for part in re.split(r"\s+·\s+|;\s+|\n", _spaced(listed)):
        for name in _names_in(part.strip(_ENDING), known):
            code = known.get(_plain(name))
            (codes if code else unknown).append(code or name)
    return tuple(dict.fromkeys(codes)), tuple(unknown)


def _names_in(part: str, known: Mapping[str, str]) -> list[str]:
    """One name as a whole, which may have commas in it; else those between commas, if any of them is known."""
    names = [name.strip(_ENDING) for name in re.split(r",\s+|\s+(?:and|et|&)\s+", part)]
    if _plain(part) in known or not any(_plain(name) in known for name in names):
        return [part] * bool(part)
    return [name for name in names if name]


def _spaced(words: str) -> str:
    return words.replace("\xa0", " ").replace("\u202f", " ")


def _plain(words: str) -> str:
    """The words as they are compared: capitals, spaces, and the kind of apostrophe do not count."""
    same = unicodedata.normalize("NFKC", words).translate(_APOSTROPHES)
    return " ".join(same.split()).strip(_ENDING).casefold()
