"""The relationships between the parts of a file, and what they may lead to: nothing outside but links."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from recommendations.domain.intake import FileEmbedsObjects, FileRefersOutside
from recommendations.intake.word.trees import elements, parsed

_HARMFUL = {"aFChunk", "oleObject", "control", "subDocument", "vbaProject", "attachedToolbars", "frame"}


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship; ``target`` is a part's name, or an address when ``is_external``."""

    name: str
    kind: str
    target: str
    is_external: bool


def relations_of(parts: Mapping[str, bytes], part: str) -> Iterator[Relation]:
    """The relationships of a part ("" for the package itself)."""
    folder, base = posixpath.split(part)
    name = posixpath.join(folder, "_rels", f"{base}.rels")
    return _relations(parts[name], folder) if name in parts else iter(())


def ensure_kept_inside(parts: Mapping[str, bytes]) -> None:
    """Nothing is fetched from elsewhere, and no other program's object stands inside.

    Raises:
        FileRefersOutside, FileEmbedsObjects, FileDamaged.
    """
    for name, part in parts.items():
        for relation in _relations(part, "") if name.endswith(".rels") else ():
            if relation.is_external and relation.kind != "hyperlink":
                raise FileRefersOutside(kind=relation.kind[:40])
            if relation.kind in _HARMFUL:
                raise FileEmbedsObjects


def _relations(part: bytes, folder: str) -> Iterator[Relation]:
    for node in elements(parsed(part)):
        if not str(node.tag).endswith("}Relationship"):
            continue
        target = str(node.get("Target", ""))
        is_external = str(node.get("TargetMode", "")).lower() == "external"
        kind = str(node.get("Type", "")).rpartition("/")[2]
        if not is_external:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        yield Relation(str(node.get("Id", "")), kind, target, is_external)
