"""The amendments of an assembly worked out by hand: what they change, how they go, what shall become of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

Texts = Mapping[str, str]
Operations = Mapping[str, Sequence[Mapping[str, str]]]

ADDRESSEES = "addressees"


@dataclass(frozen=True, slots=True)
class Figures:
    """Weights to be cast in one poll."""

    yes: Fraction
    no: Fraction
    abstain: Fraction
    invalid: Fraction


@dataclass(frozen=True, slots=True)
class Poll:
    """A poll to be held: its figures, and where they are not the edition's its majority and who is there."""

    figures: Figures
    majority: str | None = None
    present: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a split amendment; ``otherwise`` is its wording for the case that a part it builds on falls."""

    number: int
    change: Operations
    builds_on: int | None
    otherwise: Operations
    poll: Poll | None
    expected_status: str


@dataclass(frozen=True, slots=True)
class Late:
    """How late an amendment comes, and how many members support it."""

    minutes: Fraction
    supporters: int


@dataclass(frozen=True, slots=True)
class Proposed:
    """An amendment with what shall become of it.

    ``proposer`` files it, ``proposer_of_record`` took it over from there. ``filed_on`` is the revision on which it
    is filed, ``filed_as`` what it said there if that was not ``change``. ``path`` are the steps it takes.
    """

    id: str
    target: str
    kind: str
    proposer: str
    proposer_of_record: str
    supporters: tuple[str, ...]
    change: Operations
    addressees: Mapping[str, Sequence[str]] | None
    filed_on: int
    filed_as: Operations | None
    parts: tuple[Part, ...]
    replaces: tuple[str, ...]
    creates: str | None
    objections: int | None
    late: Late | None
    admissibility: Mapping[str, str]
    path: tuple[str, ...]
    poll: Poll | None
    order: int
    expected_status: str
    fallen_because: str | None
    conflicts_with: tuple[str, ...]


def figures_of(poll: Mapping[str, Any]) -> Figures:
    """The figures of a poll, exact; what it does not say is zero."""
    return Figures(*(Fraction(str(poll.get(name, 0))) for name in ("yes", "no", "abstain", "invalid")))


def poll_of(poll: Mapping[str, Any] | None) -> Poll | None:
    """The poll that the file describes; None where nothing is voted, or another amendment's poll decides."""
    if poll is None or "yes" not in poll:
        return None
    attendance = (poll.get("quorum") or {}).get("present_or_represented")
    return Poll(figures_of(poll), poll.get("majority"), None if attendance is None else Fraction(str(attendance)))


def _operations(change: Mapping[str, Any] | None) -> dict[str, Any]:
    return {language: found for language, found in (change or {}).items() if language != ADDRESSEES}


def _part(entry: Mapping[str, Any]) -> Part:
    builds_on = entry.get("builds_on")
    return Part(
        number=int(entry["part"]),
        change=_operations(entry["change"]),
        builds_on=builds_on,
        otherwise=_operations(entry.get(f"change_if_part_{builds_on}_rejected")),
        poll=poll_of(entry.get("poll")),
        expected_status=entry["expected_status"],
    )


def _late(entry: Mapping[str, Any] | None) -> Late | None:
    return Late(Fraction(str(entry["minutes_after_deadline"])), int(entry["supporters"])) if entry else None


def proposed_from(entry: Mapping[str, Any]) -> Proposed:
    """The amendment that this part of the file describes."""
    as_filed = entry.get("as_filed") or {}
    change = entry.get("change") or {}
    return Proposed(
        id=entry["id"],
        target=entry["target"],
        kind=entry["kind"],
        proposer=entry["proposer"],
        proposer_of_record=entry.get("proposer_of_record") or entry["proposer"],
        supporters=tuple(entry.get("supporters") or ()),
        change=_operations(change),
        addressees=change.get(ADDRESSEES),
        filed_on=int(as_filed.get("base_revision") or entry.get("base_revision") or 1),
        filed_as=_operations(as_filed["change"]) if as_filed.get("change") else None,
        parts=tuple(_part(part) for part in entry.get("parts") or ()),
        replaces=tuple(entry.get("replaces") or ()),
        creates=entry.get("creates"),
        objections=entry.get("objections"),
        late=_late(entry.get("late")),
        admissibility=entry.get("admissibility") or {},
        path=tuple(entry.get("path") or ()),
        poll=poll_of(entry.get("poll")),
        order=entry.get("voting_order") or 0,
        expected_status=entry["expected_status"],
        fallen_because=entry.get("fallen_because"),
        conflicts_with=tuple(entry.get("conflicts_with") or ()),
    )
