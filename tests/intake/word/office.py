# ruff: noqa: ANN401 - objects of another process have no types here
"""A delegate at LibreOffice: opens a paper, edits it with tracking on, saves it; run by the Python that has UNO.

Called as ``python3 office.py PROFILE IN OUT < EDITS``, where the edits are a JSON list of [act, words, more].
"""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from typing import Any

import uno  # type: ignore[import-not-found]  # comes with LibreOffice  # only in the system's Python, beside LibreOffice
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]  # comes with LibreOffice

SECONDS = 60


def main(profile: str, source: str, target: str) -> None:
    """Edit one file."""
    pipe = f"hemicycle{os.getpid()}"
    office = subprocess.Popen(
        [
            "soffice",
            "--headless",
            "--norestore",
            f"-env:UserInstallation=file://{profile}",
            f"--accept=pipe,name={pipe};urp;",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # soffice only starts others, which end with it as a group
    )
    try:
        desktop = _desktop(pipe)
        document = desktop.loadComponentFromURL(f"file://{source}", "_blank", 0, (_value("Hidden", value=True),))
        document.RecordChanges = True
        for act, *words in json.load(sys.stdin):
            ACTS[act](document, *words)
        document.storeToURL(f"file://{target}", (_value("FilterName", value="MS Word 2007 XML"),))
        document.close(True)
        desktop.terminate()
        office.wait(SECONDS)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(office.pid, signal.SIGKILL)


def _value(name: str, *, value: Any) -> Any:
    found = PropertyValue()
    found.Name, found.Value = name, value
    return found


def _desktop(pipe: str) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(SECONDS * 5):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:  # noqa: BLE001 - whatever UNO raises before the office has come up
            time.sleep(0.2)
        else:
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    raise SystemExit("LibreOffice did not start")


def _found(document: Any, words: str) -> Any:
    search = document.createSearchDescriptor()
    search.SearchString = words
    search.SearchCaseSensitive = True
    found = document.findFirst(search)
    if found is None:
        raise SystemExit(f"not in the text: {words}")
    return found


def _cursor(document: Any, words: str) -> Any:
    found = _found(document, words)
    return found.getText().createTextCursorByRange(found)


def _replace(document: Any, words: str, new: str) -> None:
    _cursor(document, words).setString(new)


def _insert(document: Any, words: str, new: str) -> None:
    """Put words behind these."""
    cursor = _cursor(document, words)
    cursor.collapseToEnd()
    cursor.getText().insertString(cursor, new, False)


def _paragraph(document: Any, words: str, new: str) -> None:
    """Press Enter at the end of the paragraph with these words, and type."""
    cursor = _cursor(document, words)
    cursor.gotoEndOfParagraph(False)
    text = cursor.getText()
    text.insertControlCharacter(cursor, 0, False)
    text.insertString(cursor, new, False)


def _split(document: Any, words: str) -> None:
    """Press Enter behind these words."""
    cursor = _cursor(document, words)
    cursor.collapseToEnd()
    cursor.getText().insertControlCharacter(cursor, 0, False)


def _delete_paragraph(document: Any, words: str) -> None:
    """Mark the paragraph with these words and the end of the one before, and delete."""
    cursor = _cursor(document, words)
    cursor.gotoStartOfParagraph(False)
    cursor.goLeft(1, False)
    cursor.goRight(1, True)
    cursor.gotoEndOfParagraph(True)
    cursor.setString("")


def _merge(document: Any, words: str) -> None:
    """Delete the end of the paragraph with these words."""
    cursor = _cursor(document, words)
    cursor.gotoEndOfParagraph(False)
    cursor.goRight(1, True)
    cursor.setString("")


def _bold(document: Any, words: str) -> None:
    _cursor(document, words).CharWeight = 150.0


def _untracked(document: Any, words: str, new: str) -> None:
    document.RecordChanges = False
    _replace(document, words, new)
    document.RecordChanges = True


def _comment(document: Any, words: str, text: str) -> None:
    note = document.createInstance("com.sun.star.text.textfield.Annotation")
    note.Author, note.Content = "A. Example", text
    cursor = _cursor(document, words)
    cursor.getText().insertTextContent(cursor, note, True)


ACTS: dict[str, Any] = {
    "replace": _replace,
    "insert": _insert,
    "paragraph": _paragraph,
    "split": _split,
    "delete paragraph": _delete_paragraph,
    "merge": _merge,
    "bold": _bold,
    "untracked": _untracked,
    "comment": _comment,
}

if __name__ == "__main__":
    main(*sys.argv[1:])
