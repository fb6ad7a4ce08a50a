"""Reads an assembly worked out by hand (a JSON file) into values that a rehearsal plays and compares with."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any


class UnreadableAssemblyError(ValueError):
    """The file is not an assembly; the message says where it departs from the format."""


Texts = Mapping[str, str]
Operations = Mapping[str, Sequence[Mapping[str, str]]]


@dataclass(frozen=True, slots=True)
class Figures:
    """Weights to be cast in one poll."""

    yes: Fraction
    no: Fraction
    abstain: Fraction
    invalid: Fraction


@dataclass(frozen=True, slots=True)
class Tabled:
    """A recommendation as tabled, one paragraph in each language."""

    id: str
    theme: str
    number: str
    addressees: tuple[str, ...]
    text: Texts


@dataclass(frozen=True, slots=True)
class Proposed:
    """An amendment with what shall become of it; ``raw`` keeps what later kinds need."""

    id: str
    target: str
    kind: str
    proposer: str
    change: Operations
    addressees: Mapping[str, Sequence[str]] | None
    figures: Figures | None
    order: int
    expected_status: str
    fallen_because: str | None
    conflicts_with: tuple[str, ...]
    raw: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Expected:
    """What a recommendation shall be at the end."""

    recommendation: str
    text: Texts
    addressees: tuple[str, ...]
    figures: Figures | None
    status: str


@dataclass(frozen=True, slots=True)
class Assembly:
    """A whole assembly; lists keep the file's order."""

    edition: Mapping[str, Any]
    languages: tuple[str, ...]
    rules: Mapping[str, Any]
    addressees: Mapping[str, Texts]
    themes: tuple[Mapping[str, Any], ...]
    recommendations: tuple[Tabled, ...]
    amendments: tuple[Proposed, ...]
    expected: tuple[Expected, ...]
    members: tuple[Mapping[str, Any], ...]
    delegates: tuple[Mapping[str, Any], ...]
    proxies: tuple[Mapping[str, Any], ...]
    voting_lists: Mapping[str, Sequence[str]]
    manifesto: Mapping[str, Any]
    counting: tuple[Mapping[str, Any], ...]
    quorums: tuple[Mapping[str, Any], ...]
    what_if: tuple[Mapping[str, Any], ...]


def _figures(poll: Mapping[str, Any] | None) -> Figures | None:
    return figures_of(poll) if poll is not None and "yes" in poll else None


def figures_of(poll: Mapping[str, Any]) -> Figures:
    """The figures of a poll, exact; what it does not say is zero."""
    return Figures(*(Fraction(str(poll.get(name, 0))) for name in ("yes", "no", "abstain", "invalid")))


def _tabled(entry: Mapping[str, Any]) -> Tabled:
    return Tabled(entry["id"], entry["theme"], entry["number"], tuple(entry["addressees"]), entry["text"])


def _proposed(entry: Mapping[str, Any]) -> Proposed:
    change = entry.get("change") or {}
    return Proposed(
        id=entry["id"],
        target=entry["target"],
        kind=entry["kind"],
        proposer=entry.get("proposer_of_record") or entry["proposer"],
        change={language: operations for language, operations in change.items() if language != "addressees"},
        addressees=change.get("addressees"),
        figures=_figures(entry.get("poll")),
        order=entry.get("voting_order") or 0,
        expected_status=entry["expected_status"],
        fallen_because=entry.get("fallen_because"),
        conflicts_with=tuple(entry.get("conflicts_with") or ()),
        raw=entry,
    )


def _expected(entry: Mapping[str, Any]) -> Expected:
    return Expected(
        recommendation=entry["recommendation"],
        text=entry["expected_text"] or {},
        addressees=tuple(entry["addressees"]),
        figures=_figures(entry.get("final_poll")),
        status=entry["expected_status"],
    )


def read_assembly(path: Path) -> Assembly:
    """The assembly that the file describes.

    Raises:
        UnreadableAssemblyError: not JSON, or a part of the format is missing.
    """
    try:
        return _assembly(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        message = f"{path} cannot be read as JSON: {error}"
        raise UnreadableAssemblyError(message) from error
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        message = f"{path} is not an assembly: {type(error).__name__} at {error}"
        raise UnreadableAssemblyError(message) from error


def _assembly(data: Mapping[str, Any]) -> Assembly:
    languages = tuple(data["meta"]["languages"])
    first = data["meta"]["authoritative_language"]
    return Assembly(
        edition=data["edition"],
        languages=(first, *(language for language in languages if language != first)),
        rules=data["rule_sets"][0],
        addressees=data["addressee_codes"],
        themes=tuple(data["themes"]),
        recommendations=tuple(_tabled(entry) for entry in data["recommendations"]),
        amendments=tuple(_proposed(entry) for entry in data["amendments"]),
        expected=tuple(_expected(entry) for entry in data["expected_outcomes"]),
        members=tuple(data["members"]),
        delegates=tuple(data["delegates"]),
        proxies=tuple(data.get("proxies", ())),
        voting_lists=data.get("expected_voting_lists", {}),
        manifesto=data["manifesto"],
        counting=tuple(data.get("counting_vectors", ())),
        quorums=tuple(data.get("quorum_vectors", ())),
        what_if=tuple(data.get("what_if", ())),
    )
