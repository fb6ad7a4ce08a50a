"""The door of every route: which Action it declares, and whether the actor may."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar
from uuid import UUID

from flask import abort, g, request

from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted

P = ParamSpec("P")
R = TypeVar("R")


def signed_in_actor() -> Actor | None:
    """The signed-in person, or None for a stranger."""
    actor: Actor | None = g.get("actor")
    return actor


def current_actor() -> Actor:
    """The signed-in person; 401 leads to the sign-in page."""
    actor = signed_in_actor()
    if actor is None:
        abort(401)
    return actor


def requires(action: Action) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declare a route's Action; the subject is the actor's edition and the ``theme_id`` of the URL, if any."""

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            actor = current_actor()
            theme_id = (request.view_args or {}).get("theme_id")
            subject = Subject(actor.edition_id, theme_id if isinstance(theme_id, UUID) else None)
            ensure_permitted(actor, action, subject)
            return view(*args, **kwargs)

        guarded.action = action  # type: ignore[attr-defined]  # read by tests/test_architecture.py
        return guarded

    return decorate


def public(view: Callable[P, R]) -> Callable[P, R]:
    """Declare that strangers may call the route; tests/test_architecture.py keeps the short list."""
    view.action = None  # type: ignore[attr-defined]  # read by tests/test_architecture.py
    return view
