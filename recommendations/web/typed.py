"""What browsers send, before anything reads it: text that can be kept and shown, numbers that a database can hold."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Flask
from flask import Request as FlaskRequest
from werkzeug.datastructures import ImmutableMultiDict, iter_multi_items
from werkzeug.routing import IntegerConverter, UnicodeConverter, ValidationError

from recommendations.domain.text import printable

HIGHEST_NUMBER = 999_999_999
LONGEST_NAME = 100
# Every clock of the world can show these, some time before and after as well.
YEARS = range(1970, 9000)


class TypedValues(ImmutableMultiDict[str, str]):
    """Fields without the signs that nobody can see: a pasted one would break the Word file, or a database."""

    def __init__(self, mapping: Mapping[str, Any] | Iterable[tuple[str, Any]] | None = None) -> None:
        """Take the fields over."""
        # Files come through here as well; what is in them is for their readers to judge.
        fields = iter_multi_items(mapping or ())
        super().__init__([(name, printable(value) if isinstance(value, str) else value) for name, value in fields])


class Request(FlaskRequest):
    """A request whose forms and queries are printable."""

    parameter_storage_class = TypedValues


class PrintableConverter(UnicodeConverter):
    """A part of an address; no address of ours has an invisible sign in it."""

    def to_python(self, value: str) -> str:
        """The part as it stands in the address."""
        if printable(value) != value:
            raise ValidationError
        return str(super().to_python(value))


class NumberConverter(IntegerConverter):
    """A number in an address; above the highest there is no page."""

    def to_python(self, value: str) -> int:
        """The number."""
        return number(value)


def file_name(sent: str) -> str:
    """A file's name as it was sent, without folders, in one line, and not longer than can be read.

    The end is kept, which says what kind of file it is.
    """
    name = " ".join(printable(sent).replace("\\", "/").rsplit("/", 1)[-1].split())
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 12]}…{name[-11:]}"


def number(text: str) -> int:
    """A number in a query, for ``request.args.get(..., type=number)``.

    Raises:
        ValueError: it is none, or larger than anything that is numbered here.
    """
    found = int(text)
    if not -HIGHEST_NUMBER <= found <= HIGHEST_NUMBER:
        raise ValidationError
    return found


def init_typed(app: Flask) -> None:
    """Read every request this way; called before the first route is registered."""
    app.request_class = Request
    app.url_map.converters.update(default=PrintableConverter, string=PrintableConverter, int=NumberConverter)
