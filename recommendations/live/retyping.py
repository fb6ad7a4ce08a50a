"""Words of a live text typed anew, as somebody at the keyboard would: an edit, never a new document."""

from collections.abc import Iterable, Iterator
from typing import Any

from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from recommendations.live.document import ROOT
from recommendations.live.schema import children_of


def retyped(updates: Iterable[bytes], find: str, words: str) -> bytes:
    """The update that puts ``words`` where the text, given as its updates, says ``find`` for the first time.

    Raises:
        LookupError: it does not.
    """
    doc: Doc[Any] = Doc()
    root = doc.get(ROOT, type=XmlFragment)
    for update in updates:
        doc.apply_update(update)
    before = doc.get_state()
    for text in _texts(root):
        place = str(text).find(find)
        if place >= 0:
            # The library counts in bytes of UTF-8.
            start = len(str(text)[:place].encode())
            del text[start : start + len(find.encode())]
            text.insert(start, words)
            return doc.get_update(before)
    raise LookupError(find)


def _texts(parent: XmlFragment | XmlElement) -> Iterator[XmlText]:
    for child in children_of(parent):
        if isinstance(child, XmlText):
            yield child
        elif isinstance(child, XmlElement):
            yield from _texts(child)
