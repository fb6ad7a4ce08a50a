"""What a returned Word file asks for, as values, and why a file is not taken in at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from recommendations.domain.refusals import Refused
from recommendations.domain.text import Unit


class FileRefused(Refused):
    """A file that is not read; its kinds say why."""


class FileTooLarge(FileRefused):
    """More bytes than a text of an assembly can sensibly have."""


class FileNotWord(FileRefused):
    """The file is no Word document (.docx or .dotx)."""


class FileOldWord(FileRefused):
    """The format of Word before 2007 (.doc), which is not read."""


class FileEncrypted(FileRefused):
    """A password protects the file."""


class FileDamaged(FileRefused):
    """The file says that it is a Word document, but its parts cannot be read."""


class FileHasMacros(FileRefused):
    """The file carries programs (.docm, .dotm)."""


class FileHasDoctype(FileRefused):
    """A part declares entities or a document type, which no Word file needs."""


class FileRefersOutside(FileRefused):
    """Something other than a link is fetched from elsewhere: a template, an image, another document."""


class FileEmbedsObjects(FileRefused):
    """Other programs' objects or whole documents stand inside the file."""


class FileTooManyParts(FileRefused):
    """More parts than a Word document has."""


class FileUnpacksTooLarge(FileRefused):
    """A small file that becomes a very large one when it is unpacked."""


class FileTooDeep(FileRefused):
    """Elements nested deeper than any program writes them."""


class FileTooLong(FileRefused):
    """More paragraphs than a text of an assembly can sensibly have."""


class FileUnrelated(FileRefused):
    """Nothing of the theme's text stands in the file."""


class FileUnreadable(FileRefused):
    """Our own reading failed; the operator finds the reason in the log."""


class FileTooDemanding(FileRefused):
    """Reading took more time or memory than one file may cost."""


class ReadersBusy(Refused):
    """So many files are being read that this one has waited in vain."""


class TooManyFiles(Refused):
    """The same person has sent other files, which are still being read."""


class ChangeKind(StrEnum):
    """What a change in a returned file does."""

    REPLACE = "replace"
    DELETE = "delete"
    INSERT = "insert"
    SPLIT = "split"
    MERGE = "merge"
    MOVE = "move"
    COMMENT = "comment"
    FORMAT = "format"
    TITLE = "title"
    UNTRACKED = "untracked"
    MISSING = "missing"


class Doubt(StrEnum):
    """What a person should look at before relying on it."""

    OTHER_BASE = "other_base"
    NO_ORIGIN = "no_origin"
    OTHER_THEME = "other_theme"
    OTHER_LANGUAGE = "other_language"
    SIMILAR_ONLY = "similar_only"
    BOOKMARK_ONLY = "bookmark_only"
    PLACE_ONLY = "place_only"
    TWINS = "twins"
    UNTRACKED = "untracked"
    SEVERAL_AUTHORS = "several_authors"
    ACROSS_UNITS = "across_units"
    NEW_OR_CONTINUED = "new_or_continued"
    LINK_DROPPED = "link_dropped"
    NOT_AMENDABLE = "not_amendable"
    REORDERED = "reordered"
    UNACCOUNTED = "unaccounted"


class Aside(StrEnum):
    """Why words of a file are no change of the text."""

    TABLE = "table"
    BOX = "box"
    FIELD = "field"
    HEADER = "header"
    NUMBER = "number"
    FURNITURE = "furniture"
    BESIDE = "beside"
    BLANK = "blank"
    RUBY = "ruby"
    SAME = "same"
    NEVER = "never"
    NO_PLACE = "no_place"
    UNACCOUNTED = "unaccounted"


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file as it was sent."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class PlainFile:
    """A file as its readers see it: its properties by name, and every paragraph with all changes accepted."""

    properties: Mapping[str, str]
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BaseUnit:
    """A unit of the text that went out, with its number as printed ("2.3", or empty)."""

    number: str
    unit: Unit


@dataclass(frozen=True, slots=True)
class BaseText:
    """The text of one theme in one language against which a returned file is read.

    ``furniture`` are the paragraphs that the paper had around the text: addressees, notices, headings.
    """

    theme: str
    sha256: str
    language: str
    title: str
    units: tuple[BaseUnit, ...]
    furniture: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """What the file says of itself; nobody is identified by it."""

    theme: str = ""
    revision: str = ""
    sha256: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Signed:
    """Who made a change and when, as the file says it: never trusted as identity."""

    author: str
    date: str


@dataclass(frozen=True, slots=True)
class FoundComment:
    """A comment; ``quoted`` are the words it stands at, ``parent`` the number of the one it answers."""

    number: int
    by: Signed
    text: str
    quoted: str = ""
    parent: int | None = None
    is_resolved: bool = False


@dataclass(frozen=True, slots=True)
class FoundChange:
    """One change, with the unit as it would be filed if this change alone were wanted.

    ``amended`` is None where the whole unit would go, or nothing can be filed. ``taken`` and ``given`` are the words
    that the file marks as deleted and inserted; ``partner`` is the number of the change at a move's other end.
    """

    number: int
    kind: ChangeKind
    amended: Unit | None
    taken: str = ""
    given: str = ""
    by: tuple[Signed, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    partner: int | None = None


@dataclass(frozen=True, slots=True)
class TouchedUnit:
    """A unit of the base, or a new one, with everything that the file changes in it.

    ``uid`` is ``NEW_UNIT`` for a new recommendation, which stands behind the unit ``placed_after`` or first, and
    ``THEME_TITLE`` for the theme's title. ``amended`` has all changes in it; None if the whole unit would go.
    """

    uid: str
    number: str
    base: Unit | None
    amended: Unit | None
    changes: tuple[FoundChange, ...] = ()
    comments: tuple[FoundComment, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    placed_after: str | None = None

    @property
    def kinds(self) -> tuple[ChangeKind, ...]:
        """What its changes do, each kind once."""
        kinds = [change.kind for change in self.changes] + [ChangeKind.COMMENT] * bool(self.comments)
        return tuple(dict.fromkeys(kinds))

    @property
    def authors(self) -> tuple[str, ...]:
        """Whom the file names for its changes and comments."""
        names = [signed.author for change in self.changes for signed in change.by]
        return tuple(dict.fromkeys(names + [comment.by.author for comment in self.comments]))


@dataclass(frozen=True, slots=True)
class LeftAside:
    """Words of the file that are no change of a unit, and why; ``by`` is empty for words nobody has marked."""

    reason: Aside
    taken: str = ""
    given: str = ""
    by: tuple[Signed, ...] = ()


@dataclass(frozen=True, slots=True)
class Figures:
    """How much of what was found in the file; ``formats`` are changes of looks that no text keeps."""

    paragraphs: int = 0
    tables: int = 0
    images: int = 0
    formats: int = 0


@dataclass(frozen=True, slots=True)
class ReturnedPaper:
    """Everything that a returned file asks for: nothing in it that was inserted or deleted is missing here."""

    sha256: str
    origin: Origin
    units: tuple[TouchedUnit, ...] = ()
    comments: tuple[FoundComment, ...] = ()
    unplaced: tuple[LeftAside, ...] = ()
    ignored: tuple[LeftAside, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    figures: Figures = field(default_factory=Figures)

    @property
    def changes(self) -> Sequence[FoundChange]:
        """All changes in the order of the file's units."""
        return [change for unit in self.units for change in unit.changes]
