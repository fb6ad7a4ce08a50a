"""Facts: what has just been committed, told to whoever listens (sockets, later mail)."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from blinker import Signal

told = Signal()


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that holds since the last commit."""

    edition_id: UUID


@dataclass(frozen=True, slots=True)
class PollChanged(Fact):
    """A poll was prepared, opened, closed, announced or annulled."""

    poll_id: UUID


@dataclass(frozen=True, slots=True)
class BallotCast(Fact):
    """One more member has voted; ``cast`` counts members, never choices."""

    poll_id: UUID
    cast: int


@dataclass(frozen=True, slots=True)
class AmendmentChanged(Fact):
    """An amendment was filed or has a new state."""

    theme_id: UUID
    amendment_id: UUID


@dataclass(frozen=True, slots=True)
class DeadlineChanged(Fact):
    """Amendments are due at another moment than before."""


@dataclass(frozen=True, slots=True)
class VotingListChanged(Fact):
    """A theme's voting list was published or changed, or members asked for something on it."""

    theme_id: UUID


@dataclass(frozen=True, slots=True)
class TextFrozen(Fact):
    """A theme has a new revision, frozen or consolidated."""

    theme_id: UUID
    revision_id: UUID


@dataclass(frozen=True, slots=True)
class DraftingChanged(Fact):
    """Drafting of a theme was opened or closed."""

    theme_id: UUID
    is_open: bool


@dataclass(frozen=True, slots=True)
class TextFilled(Fact):
    """An empty live text has words from a file; ``update`` is what the log has got."""

    theme_id: UUID
    text_id: UUID
    update: bytes


@dataclass(frozen=True, slots=True)
class ThemesChanged(Fact):
    """The edition has more themes than before."""


@dataclass(frozen=True, slots=True)
class ManifestoChanged(Fact):
    """The manifesto was composed, put to the vote, decided or signed."""

    manifesto_id: UUID


@dataclass(frozen=True, slots=True)
class PackageChanged(Fact):
    """A submission package is on its way, is ready, or has failed."""


@dataclass(frozen=True, slots=True)
class CorrectionsChanged(Fact):
    """A correction, a corrigendum, a confirmed finding or a contradiction is new or has a new state."""


@dataclass(frozen=True, slots=True)
class ParticipantsChanged(Fact):
    """Somebody came or left, was accredited or not, or a member's fee was noted."""


@dataclass(frozen=True, slots=True)
class SignedOut(Fact):
    """A person's sessions have ended: their sockets must be closed."""

    person_id: UUID


def tell(fact: Fact) -> None:
    """Tell a fact; call it only after the commit, outside the transaction's block."""
    told.send(fact)


def tell_all(facts: Iterable[Fact]) -> None:
    """Every fact is told once; call it only after the commit."""
    for fact in dict.fromkeys(facts):
        tell(fact)
