"""The operations by which a rehearsal's file describes a change, applied to one paragraph's text."""

from collections.abc import Mapping, Sequence

Operation = Mapping[str, str]
NEW = "new"


class UnfitOperationError(ValueError):
    """An operation whose words do not occur exactly once in its base text, or that is none."""


def amended_text(base: str, operations: Sequence[Operation]) -> str:
    """The text after all operations, each found exactly once in the text so far.

    Raises:
        UnfitOperationError: the words to be changed occur never or more than once.
    """
    text = base
    for operation in operations:
        text = _applied(text, operation)
    return text


def _applied(text: str, operation: Operation) -> str:
    match operation["op"]:
        case "append":
            return text + operation["text"]
        case "delete_all":
            return ""
        case "move_sentence":
            return _moved(text, operation["sentence"], operation["before"])
        case "replace" | "delete" | "insert_after":
            _ensure_once(text, operation["find"])
            return text.replace(operation["find"], _instead(operation))
    message = f"{operation['op']!r} is no operation"
    raise UnfitOperationError(message)


def _instead(operation: Operation) -> str:
    match operation["op"]:
        case "replace":
            return operation["with"]
        case "insert_after":
            return operation["find"] + operation["text"]
    return ""


def _moved(text: str, sentence: str, before: str) -> str:
    _ensure_once(text, sentence)
    rest = text.replace(f" {sentence}" if f" {sentence}" in text else f"{sentence} ", "")
    _ensure_once(rest, before)
    return rest.replace(before, f"{sentence} {before}")


def _ensure_once(text: str, found: str) -> None:
    if text.count(found) != 1:
        message = f"{found!r} occurs {text.count(found)} times"
        raise UnfitOperationError(message)
