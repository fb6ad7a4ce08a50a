"""Untrusted Word files read in a process of their own, with little memory, little time and no network.

The one door of this package: whoever has a file from outside calls a function from here, and none of the others.
"""

import json
import logging
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from recommendations.domain.imported import ImportedDraft, Wanted, draft_from_json, wanted_to_json
from recommendations.domain.intake import (
    BaseText,
    FileDamaged,
    FileRefused,
    FileTooDemanding,
    FileTooLarge,
    FileUnreadable,
    PlainFile,
    ReadersBusy,
    ReturnedPaper,
)
from recommendations.domain.intake_encoding import base_to_json, paper_from_json
from recommendations.intake.word.package import MOST_BYTES

SECONDS = 30.0
"""How long a file may take, by the clock."""
PATIENCE_SECONDS = 10.0
"""How long a file waits for its turn."""
_log = logging.getLogger(__name__)
_PROGRAM = Path(__file__).with_name("child_main.py")
# A process of its own costs memory and a processor: neither strangers nor delegates may start as many as they like.
_turns = BoundedSemaphore(2)


def returned_paper(content: bytes, base: BaseText, *, seconds: float = SECONDS) -> ReturnedPaper:
    """What a returned file asks for, read in a process that is ended if it costs too much.

    Raises:
        FileRefused: the file is not read, and the refusal's kind says why.
        ReadersBusy: too many files are being read.
    """
    return paper_from_json(asked({"ask": "returned", "base": base_to_json(base)}, content, seconds=seconds))


def imported_draft(content: bytes, wanted: Wanted | None = None, *, seconds: float = SECONDS) -> ImportedDraft:
    """A foreign file as themes and recommendations, read in a process that is ended if it costs too much.

    Raises:
        FileRefused: the file is not read, and the refusal's kind says why.
        ReadersBusy: too many files are being read.
    """
    return draft_from_json(
        asked({"ask": "draft", "wanted": wanted_to_json(wanted or Wanted())}, content, seconds=seconds)
    )


def plain_file(content: bytes, *, seconds: float = SECONDS) -> PlainFile:
    """A file's paragraphs and properties, read in a process that is ended if it costs too much.

    Raises:
        FileRefused: the file is not read, and the refusal's kind says why.
        ReadersBusy: too many files are being read.
    """
    found = asked({"ask": "plain"}, content, seconds=seconds)
    return PlainFile(dict(found["properties"]), tuple(found["paragraphs"]))


def asked(
    question: Mapping[str, Any], content: bytes, *, seconds: float = SECONDS, program: Path | None = None
) -> Mapping[str, Any]:
    """What a program of our own answers about the file, within the limits of all of them.

    Raises:
        FileRefused: the file is not read, and the refusal's kind says why.
        ReadersBusy: too many files are being read.
    """
    if len(content) > MOST_BYTES:
        raise FileTooLarge(most=MOST_BYTES // 1_000_000)
    written = json.dumps(question).encode()
    # A new program, not a fork: the server's threads and greenlets must not be copied.
    with (
        _turn(),
        subprocess.Popen(  # noqa: S603 - our own interpreter and program, no argument from outside
            [sys.executable, "-I", str(program or _PROGRAM)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={},
        ) as child,
    ):
        try:
            said, complained = child.communicate(b"%d\n%b%b" % (len(written), written, content), timeout=seconds)
        except subprocess.TimeoutExpired:
            raise FileTooDemanding from None
        finally:
            child.kill()
    if child.returncode > 0:
        _log.error("A Word file could not be read: %s", complained.decode("utf-8", "replace")[-2_000:])
        raise FileUnreadable
    return _understood(said)


@contextmanager
def _turn() -> Iterator[None]:
    if not _turns.acquire(timeout=PATIENCE_SECONDS):
        raise ReadersBusy
    try:
        yield
    finally:
        _turns.release()


def _understood(said: bytes) -> Mapping[str, Any]:
    if not said:
        # Its limits have ended it before it could answer.
        raise FileTooDemanding
    answer = json.loads(said)
    if "refused" in answer:
        kinds = {kind.code: kind for kind in FileRefused.__subclasses__()}
        raise kinds.get(answer["refused"], FileDamaged)(**answer["details"])
    return answer["found"]  # type: ignore[no-any-return]  # the form is checked by whoever decodes it
