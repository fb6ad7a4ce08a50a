"""Forms whose words survive a session that has ended while somebody was typing."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import current_app, g, render_template, request

F = TypeVar("F", bound=Callable[..., Any])
_OWN_FIELDS = frozenset({"csrf_token", "step"})


def keeps_typed(view: F) -> F:
    """Declare that the route gives everything typed back where it must not act on it."""
    view.keeps_typed = True  # type: ignore[attr-defined]  # read below
    return view


def _view() -> Callable[..., Any] | None:
    view = current_app.view_functions.get(request.endpoint or "")
    return view if getattr(view, "keeps_typed", False) else None


def typed_again() -> Any | None:  # noqa: ANN401 - whatever the form's own view answers
    """The form as it was sent, with a fresh token, for somebody who has signed in again since it was opened.

    The view only shows it again (``g.is_echo``), so a forged request would change nothing.
    """
    view = _view()
    if view is None or g.get("actor") is None:
        return None
    g.is_echo = True
    return current_app.ensure_sync(view)(**(request.view_args or {}))


def typed_by_stranger() -> tuple[str, int] | None:
    """Everything that was sent, with the way to sign in beside it and to go on."""
    if _view() is None:
        return None
    fields = [(name, value) for name, value in request.form.items(multi=True) if name not in _OWN_FIELDS]
    return render_template("amending/signed_out.html", fields=fields, action=request.path), 401
