"""What the index of amendments is asked for in an address, and addresses that ask for a little more."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode
from uuid import UUID

from flask import request, url_for

from recommendations.domain.amendments import Advice, AmendmentKind, AmendmentState, Procedure
from recommendations.services.amendments.index import Sort, Wanted
from recommendations.storage.amendment_index import Chosen

E = TypeVar("E", bound=StrEnum)


def wanted_from(values: Mapping[str, str]) -> Wanted:
    """What is asked for; what makes no sense asks for nothing."""
    state = _one_of(AmendmentState, values.get("state", ""))
    return Wanted(
        chosen=Chosen(
            theme_id=_uuid(values.get("theme", "")),
            states=(state,) if state else (),
            kind=_one_of(AmendmentKind, values.get("kind", "")),
            procedure=_one_of(Procedure, values.get("procedure", "")),
            member_id=_uuid(values.get("member", "")),
        ),
        words=values.get("words", "")[:200],
        tag=values.get("tag", ""),
        advice=_one_of(Advice, values.get("advice", "")),
        is_starred="starred" in values,
        needs_me="mine" in values,
        in_conflict="conflict" in values,
        sort=_one_of(Sort, values.get("sort", "")) or Sort.NUMBER,
        page=_page(values.get("page", "")),
    )


def _one_of(kind: type[E], value: str) -> E | None:
    return next((member for member in kind if member.value == value), None)


def _uuid(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None


def _page(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) <= 6 else 1  # noqa: PLR2004 - digits


def link_with(**changes: str | int) -> str:
    """The address of this list with some of what it asks for changed; an empty value asks for it no longer."""
    asked = {name: value for name, value in request.args.items() if name != "page"}
    wanted = {name: value for name, value in (asked | changes).items() if value != ""}
    # A query may have names that url_for takes for its own options: it is never given them.
    return f"{url_for('amending.index')}?{urlencode(wanted)}" if wanted else url_for("amending.index")
