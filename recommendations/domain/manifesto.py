"""The manifesto: one frozen value, from which every document is written and which the president signs."""

from dataclasses import dataclass

from recommendations.domain.text import Unit

Translations = tuple[tuple[str, str], ...]


def chosen(translations: Translations, language: str) -> tuple[str, str]:
    """A text with the language it is in: the wanted one, else the first, which is the authoritative one."""
    texts = dict(translations)
    if language in texts:
        return texts[language], language
    return (translations[0][1], translations[0][0]) if translations else ("", language)


@dataclass(frozen=True, slots=True)
class NumberedUnit:
    """A unit with its printed number ("2.3"), empty where the unit has none, in every language."""

    number: str
    texts: tuple[tuple[str, Unit], ...]

    @property
    def uid(self) -> str:
        """What it is known by, the same in every language."""
        return self.texts[0][1].uid

    def text(self, language: str) -> Unit | None:
        """The unit in ``language``; None where that version is missing."""
        return dict(self.texts).get(language)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A theme with what was adopted of it; ``number`` is as printed."""

    number: int
    title: Translations
    units: tuple[NumberedUnit, ...]


@dataclass(frozen=True, slots=True)
class VoteLine:
    """One announced poll, for the annex; weights are exact decimal strings, ``closed_at`` ISO 8601 UTC.

    ``unit`` is the uid of the recommendation that it was about, empty where it was about another thing.
    """

    question: Translations
    majority: str
    yes: str
    no: str
    abstain: str
    entitled: str
    adopted: bool
    closed_at: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Manifesto:
    """Everything the documents may say; nothing is looked up elsewhere.

    ``preamble`` holds citations, recitals and the formula; ``languages`` starts with the authoritative one.
    """

    edition: Translations
    place: str
    days: tuple[str, ...]
    languages: tuple[str, ...]
    addressees: tuple[tuple[str, Translations], ...]
    preamble: tuple[NumberedUnit, ...]
    chapters: tuple[Chapter, ...]

    @property
    def units(self) -> tuple[NumberedUnit, ...]:
        """All of its units, in their order."""
        return (*self.preamble, *(unit for chapter in self.chapters for unit in chapter.units))


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """One signatory: who, in which function (a role's code, or words), where and when (ISO 8601 UTC), over which hash.

    ``deputises_because`` is why somebody signed in the place of the holder of that function, else empty; ``proof``
    is what a passkey signed over the hash, empty where none was used.
    """

    name: str
    function: str
    place: str
    signed_at: str
    sha256: str
    deputises_because: str = ""
    proof: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class CoSignatureLine:
    """A member that joined afterwards: its name and country, by whom, in which function and when (ISO 8601 UTC)."""

    member: str
    country: str
    name: str
    function: str
    at: str


@dataclass(frozen=True, slots=True)
class Publication:
    """What an exporter gets: the manifesto whose hash is signed, with the record around it.

    ``sha256`` is the hash of the canonical manifesto alone: votes and signatures surround the text.
    ``adopted_on`` and ``signed_on`` are ISO dates at the place of the assembly, or empty before.
    """

    manifesto: Manifesto
    sha256: str
    adopted_on: str
    votes: tuple[VoteLine, ...]
    signatures: tuple[SignatureLine, ...]
    notice: Translations = ()
    co_signatures: tuple[CoSignatureLine, ...] = ()
    signed_on: str = ""
