"""Word files opened again: their parts read and changed by hand."""

import io
import zipfile
from collections.abc import Callable

from lxml import etree

WORD = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}


def part(content: bytes, name: str) -> str:
    """One part of the file as text."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def tree(content: bytes, name: str = "word/document.xml") -> etree._Element:
    """One part of the file as a tree."""
    return etree.fromstring(part(content, name).encode())


def values(content: bytes, path: str, name: str = "word/document.xml") -> list[str]:
    """What an XPath finds in a part."""
    found = tree(content, name).xpath(path, namespaces=WORD)
    assert isinstance(found, list)
    return [str(value) for value in found]


def changed(content: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """The file with one part changed; a part that becomes empty is left out."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(buffer, "w") as copy:
        for entry in archive.namelist():
            text = archive.read(entry)
            if entry == name:
                text = change(text.decode()).encode()
            if text:
                copy.writestr(entry, text)
    return buffer.getvalue()
