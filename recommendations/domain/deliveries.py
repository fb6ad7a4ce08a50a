"""What is delivered: submission packages, whom they are addressed to, and why one cannot be made."""

from dataclasses import dataclass
from enum import StrEnum

from recommendations.domain.manifesto import Publication
from recommendations.domain.refusals import Refused

LONGEST_LINE = 200
LONGEST_ADDRESS = 1_000
LONGEST_REGISTER_NUMBER = 40


class PackageState(StrEnum):
    """Where a submission package stands; a finished one is kept as it is."""

    WAITING = "waiting"
    IN_WORK = "in_work"
    READY = "ready"
    FAILED = "failed"

    @property
    def is_finished(self) -> bool:
        """Whether nothing more happens to it."""
        return self in {PackageState.READY, PackageState.FAILED}


class PackageFault(StrEnum):
    """Why a package was not made."""

    INTERRUPTED = "interrupted"
    UNSOUND = "unsound"
    UNFIT = "unfit"
    DAMAGED = "damaged"
    NO_LANGUAGE = "no_language"
    BROKEN = "broken"


class PackageStep(StrEnum):
    """What is being written of a package, in this order."""

    READING = "reading"
    LETTERS = "letters"
    MANIFESTO = "manifesto"
    PDF = "pdf"
    SUMMARIES = "summaries"
    RECORD = "record"
    AMENDMENTS = "amendments"
    DATA = "data"


@dataclass(frozen=True, slots=True)
class RecipientLine:
    """Somebody to whom a package is addressed; ``addressee`` is the edition's code of the institution."""

    addressee: str
    name: str
    office: str
    address: tuple[str, ...]
    salutation: str
    language: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """A manifesto on its way out, on an ISO ``day``.

    ``languages`` are those in which it is delivered, the authoritative one first if it is among them;
    ``left_out`` are those that have not been checked. ``register`` is the sender's number in the Transparency Register
    of the European Union, empty where it has none.
    """

    publication: Publication
    day: str
    languages: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    register: str = ""


class PackageInWork(Refused):
    """One package of an edition is made at a time."""


class RecipientIncomplete(Refused):
    """A letter needs a name, an address, an institution and a language of the edition."""
