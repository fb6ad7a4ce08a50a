"""The form in which every process that looks into a file answers: what it found, or why the file is refused."""

from collections.abc import Callable
from typing import Any

from recommendations.domain.intake import FileRefused, FileTooDemanding

Answer = dict[str, Any]
TOO_MUCH: Answer = {"refused": FileTooDemanding.code, "details": {}}


def answered(find: Callable[[], Answer]) -> Answer:
    """What is found, or the refusal; a file that takes too much memory is one that demands too much."""
    try:
        return {"found": find()}
    except FileRefused as refusal:
        return {"refused": refusal.code, "details": refusal.details}
    except (MemoryError, RecursionError):
        return TOO_MUCH
