"""The operations by which a rehearsal's file describes a change, applied to one paragraph's text."""

from collections.abc import Mapping, Sequence

Operation = Mapping[str, str]
WHOLE = "delete_all"
KNOWN = frozenset({"replace", "delete", "insert_after", "append", WHOLE})


class UnfitOperationError(ValueError):
    """An operation whose words do not occur exactly once in its base text."""


def is_known(operations: Sequence[Operation]) -> bool:
    """Whether every operation is a change within one text."""
    return all(operation.get("op") in KNOWN for operation in operations)


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
    found = operation["find"]
    if text.count(found) != 1:
        message = f"{found!r} occurs {text.count(found)} times"
        raise UnfitOperationError(message)
    match operation["op"]:
        case "replace":
            return text.replace(found, operation["with"])
        case "delete":
            return text.replace(found, "")
        case _:
            return text.replace(found, found + operation["text"])
