"""Papers of the assembly as frozen values: everything a writer needs for one of them, and nothing to look up."""

from dataclasses import dataclass

from recommendations.domain.manifesto import Manifesto, Publication, SignatureLine, Translations, VoteLine
from recommendations.domain.revisions import NumberedUnit
from recommendations.domain.statements import Statement
from recommendations.domain.text import Unit, UnitKind

Addressees = tuple[tuple[str, Translations], ...]


@dataclass(frozen=True, slots=True)
class WorkingPaper:
    """The tabled text of one theme; ``units`` by language, the authoritative one first, with lines as on the screen.

    ``theme`` is the theme's code, ``number`` the printed one (0 for the preamble), ``frozen_on`` an ISO date.
    """

    edition: Translations
    theme: str
    number: int
    title: Translations
    revision: int
    sha256: str
    frozen_on: str
    units: tuple[tuple[str, tuple[NumberedUnit, ...]], ...]
    addressees: Addressees = ()
    notice: Translations = ()

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages the text exists in, the authoritative one first."""
        return tuple(language for language, _ in self.units)

    def text(self, language: str) -> tuple[str, tuple[NumberedUnit, ...]]:
        """The units and the language they are in: the wanted one, else the authoritative one."""
        found = dict(self.units)
        return (language, found[language]) if language in found else self.units[0]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who made a change: the member's name, the ISO date of the change, the amendment's label, its vote in lines."""

    author: str
    changed_on: str
    amendment: str
    vote: tuple[Translations, ...] = ()


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one amendment made of a unit in one language: the unit it was tabled on, and the unit it wanted.

    ``before`` is None where the amendment put a new unit in, ``after`` where it struck the unit out.
    """

    language: str
    before: Unit | None
    after: Unit | None
    by: Attribution

    @property
    def uid(self) -> str:
        """The unit that it changes."""
        unit = self.before or self.after
        return unit.uid if unit is not None else ""


@dataclass(frozen=True, slots=True)
class Redline:
    """A manifesto against an earlier text; what no contribution accounts for is editorial.

    ``base_name`` says which text the earlier one is, ``edited_on`` (ISO date) when the editorial changes were made.
    A revision of one theme is a manifesto of one chapter.
    """

    base: Manifesto
    base_name: Translations
    publication: Publication
    contributions: tuple[Contribution, ...] = ()
    edited_on: str = ""


@dataclass(frozen=True, slots=True)
class AmendmentSheet:
    """One amendment as it is laid on the table; ``base`` and ``amended`` are in ``language``, its original one.

    ``label`` is its number as printed, ``unit_number`` and ``kind`` say what it changes; ``base`` is None for a new
    unit, ``amended`` for a deletion. ``instructions`` are the change as data, told in sentences by the writer.
    """

    label: str
    authors: tuple[str, ...]
    unit_number: str
    kind: UnitKind
    language: str
    base: Unit | None
    amended: Unit | None
    reason: str
    instructions: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class AmendmentList:
    """The amendments to one text of one theme, in the order in which they are printed."""

    edition: Translations
    theme: str
    number: int
    title: Translations
    revision: int
    sha256: str
    tabled_on: str
    sheets: tuple[AmendmentSheet, ...]
    addressees: Addressees = ()
    notice: Translations = ()


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One act of the record in words; ``moment`` is ISO 8601 UTC, ``actor`` as the record may name them."""

    moment: str
    actor: str
    sentence: Translations


@dataclass(frozen=True, slots=True)
class RecordedVote:
    """A poll with the members that voted each way; the names are empty where the vote does not publish them."""

    vote: VoteLine
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    abstain: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Minutes:
    """What happened, in the order of the record; ``sha256`` is the record's head."""

    edition: Translations
    title: Translations
    place: str
    days: tuple[str, ...]
    sha256: str
    lines: tuple[RecordLine, ...]
    votes: tuple[RecordedVote, ...] = ()
    notice: Translations = ()


@dataclass(frozen=True, slots=True)
class Participant:
    """A member with who spoke and voted for it; ``weight`` is an exact decimal string."""

    member: str
    country: str
    delegate: str
    function: Translations
    weight: str


@dataclass(frozen=True, slots=True)
class Roll:
    """Who took part, and who signs; ``sha256`` is the hash of the text that is signed.

    ``signatories`` are those that still have to sign, in the order in which their names are printed.
    """

    edition: Translations
    place: str
    days: tuple[str, ...]
    sha256: str
    participants: tuple[Participant, ...]
    signatures: tuple[SignatureLine, ...] = ()
    signatories: tuple[tuple[str, Translations], ...] = ()
    notice: Translations = ()
