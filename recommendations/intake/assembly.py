"""Reads an assembly worked out by hand (a JSON file) into values that a rehearsal plays and compares with."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recommendations.intake.proposed import Poll, Proposed, Texts, poll_of, proposed_from

__all__ = ["Assembly", "Expected", "Proposed", "Tabled", "UnreadableAssemblyError", "read_assembly"]


class UnreadableAssemblyError(ValueError):
    """The file is not an assembly; the message says where it departs from the format."""


@dataclass(frozen=True, slots=True)
class Tabled:
    """A recommendation as tabled, one paragraph in each language; ``history`` holds what earlier revisions said.

    ``is_defective`` says that its languages were made to differ, which the house has to find.
    """

    id: str
    theme: str
    number: str
    addressees: tuple[str, ...]
    text: Texts
    revision: int = 1
    history: tuple[tuple[int, Texts], ...] = ()
    is_defective: bool = False

    def text_at(self, revision: int) -> Texts:
        """What it says in this revision of its theme; before its first one it says that already."""
        known = dict(self.history) | {self.revision: self.text}
        return known[max((number for number in known if number <= revision), default=min(known))]


@dataclass(frozen=True, slots=True)
class Expected:
    """What a recommendation shall be at the end; ``separate_for`` asked for a vote on it apart from the others."""

    recommendation: str
    text: Texts
    addressees: tuple[str, ...]
    poll: Poll | None
    status: str
    incorporates: tuple[str, ...]
    separate_for: str | None


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


def _tabled(entry: Mapping[str, Any]) -> Tabled:
    return Tabled(
        id=entry["id"],
        theme=entry["theme"],
        number=entry["number"],
        addressees=tuple(entry["addressees"]),
        text=entry["text"],
        revision=int(entry.get("revision") or 1),
        history=tuple((int(one["revision"]), one["text"]) for one in entry.get("history") or ()),
        is_defective=(entry.get("planted_defect") or {}).get("kind") == "language_divergence",
    )


def _expected(entry: Mapping[str, Any]) -> Expected:
    return Expected(
        recommendation=entry["recommendation"],
        text=entry["expected_text"] or {},
        addressees=tuple(entry["addressees"]),
        poll=poll_of(entry.get("final_poll")),
        status=entry["expected_status"],
        incorporates=tuple(entry.get("incorporates") or ()),
        separate_for=(entry.get("final_poll") or {}).get("separate_vote_requested_by"),
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
        amendments=tuple(proposed_from(entry) for entry in data["amendments"]),
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
