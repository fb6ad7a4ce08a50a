"""An untrusted Word file opened safely: its limits are checked before anything of it is read."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from recommendations.domain.intake import (
    FileDamaged,
    FileEmbedsObjects,
    FileEncrypted,
    FileHasMacros,
    FileNotWord,
    FileOldWord,
    FileTooLarge,
    FileTooManyParts,
    FileUnpacksTooLarge,
)
from recommendations.intake.word.relations import Relation, ensure_kept_inside, relations_of
from recommendations.intake.word.trees import Element, elements, parsed

MOST_BYTES = 10_000_000
MOST_PARTS = 500
MOST_UNPACKED = 60_000_000
MOST_READ = 24_000_000
"""Bytes of the parts that are read; pictures are not."""
MOST_RATIO = 150
_SMALL = 1_000_000
"""A part smaller than this may be packed as tightly as it likes."""

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_TYPES = "[Content_Types].xml"
_DOCUMENTS = frozenset(
    f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}.main+xml"
    for kind in ("document", "template")
)
# What zipfile and zlib say of a file that somebody has broken, by accident or not.
_BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
    KeyError,
)


@dataclass(frozen=True)
class Package:
    """The parts of an accepted file by name, and where its text stands."""

    parts: dict[str, bytes]
    main: str

    @cached_property
    def relations(self) -> dict[str, Relation]:
        """What the text refers to, by identifier."""
        return {relation.name: relation for relation in relations_of(self.parts, self.main)}

    def tree(self, name: str) -> Element | None:
        """The part as a tree; None where there is no such part.

        Raises:
            FileDamaged, FileHasDoctype, FileTooDeep, FileUnpacksTooLarge.
        """
        return parsed(self.parts[name]) if name in self.parts else None

    def related(self, kind: str) -> list[str]:
        """The parts to which the text refers in this way ("footnotes", "header")."""
        found = [one.target for one in self.relations.values() if one.kind == kind and not one.is_external]
        return [name for name in found if name in self.parts]


def open_package(content: bytes) -> Package:
    """The parts of a .docx or .dotx.

    Raises:
        FileTooLarge, FileNotWord, FileOldWord, FileEncrypted, FileDamaged, FileHasMacros, FileHasDoctype,
        FileRefersOutside, FileEmbedsObjects, FileTooManyParts, FileUnpacksTooLarge, FileTooDeep.
    """
    if len(content) > MOST_BYTES:
        raise FileTooLarge(most=MOST_BYTES // 1_000_000)
    _ensure_zip(content)
    try:
        parts = _unpacked(content)
    except _BROKEN:
        # The cause names places inside the file, which help nobody who sees the refusal.
        raise FileDamaged from None
    _ensure_word(parts)
    ensure_kept_inside(parts)
    starts = [one.target for one in relations_of(parts, "") if one.kind == "officeDocument" and one.target in parts]
    if not starts:
        raise FileNotWord
    return Package(parts, starts[0])


def _ensure_zip(content: bytes) -> None:
    if content.startswith(_OLE):
        raise FileEncrypted if _ENCRYPTED in content else FileOldWord
    if not content.startswith(b"PK"):
        raise FileNotWord


def _unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        _ensure_modest(entries)
        wanted = [entry for entry in entries if entry.filename.lower().endswith((".xml", ".rels"))]
        parts: dict[str, bytes] = {}
        left = MOST_READ
        for entry in wanted:
            # The size that an entry declares may be a lie: no more is unpacked than may be read.
            with archive.open(entry) as stream:
                parts[entry.filename.lstrip("/")] = part = stream.read(left + 1)
            left -= len(part)
            if left < 0:
                raise FileUnpacksTooLarge
        return parts


def _ensure_modest(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_PARTS:
        raise FileTooManyParts(most=MOST_PARTS)
    names = [entry.filename for entry in entries]
    if len(set(names)) < len(names) or any(_is_elsewhere(name) for name in names):
        raise FileDamaged
    if any(entry.flag_bits & 1 for entry in entries):
        raise FileEncrypted
    _ensure_no_programs(names)
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED or any(map(_is_bomb, entries)):
        raise FileUnpacksTooLarge


def _is_elsewhere(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in name.split("/")


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > _SMALL and entry.file_size > MOST_RATIO * max(entry.compress_size, 1)


def _ensure_no_programs(names: Iterable[str]) -> None:
    lower = [name.lower() for name in names]
    if any("vbaproject" in name or "vbadata" in name for name in lower):
        raise FileHasMacros
    if any("/activex/" in name or "oleobject" in name for name in lower):
        raise FileEmbedsObjects


def _ensure_word(parts: dict[str, bytes]) -> None:
    if _TYPES not in parts:
        raise FileNotWord
    types = {str(node.get("ContentType", "")) for node in elements(parsed(parts[_TYPES]))}
    if any("macroenabled" in kind.lower() or "vbaproject" in kind.lower() for kind in types):
        raise FileHasMacros
    if not types & _DOCUMENTS:
        raise FileNotWord
