"""A live text for those who only read it: its units, rendered by the server, sent when they changed."""

from functools import partial
from typing import Any

from flask import current_app
from flask_babel import force_locale, get_locale

from recommendations.domain.revisions import unit_numbers
from recommendations.domain.text import Unit
from recommendations.live.rooms import Room
from recommendations.sockets.channel import Rendered, channel, room_of_followers, socketio

TEMPLATE = "drafting/fragment.html"


def show_all(room: Room, sid: str) -> None:
    """Send the whole text to one reader who has just come."""
    rendered = _rendered(room)
    socketio.emit("text-fragments", _message(room, rendered, rendered), to=sid)


def show_changes(room: Room) -> None:
    """Send what changed to every reader, together with what still changes in the next half second."""
    if _has_readers(room):
        app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - Flask's own way to pass it on
        channel().fragments.soon(room.text_id, partial(_show_changes, app, room))


def _show_changes(app: Any, room: Room) -> None:  # noqa: ANN401 - the application behind the proxy
    with app.app_context():
        # What is not yet on disk is not shown; the commit under way plans the next run.
        if room.is_gone or room.waiting:
            return
        before = channel().shown.get(room.text_id, {})
        rendered = _rendered(room)
        changed = {uid: html for uid, html in rendered.items() if before.get(uid) != html}
        channel().shown[room.text_id] = rendered
        if changed or list(before) != list(rendered):
            socketio.emit("text-fragments", _message(room, changed, rendered), to=room_of_followers(room.text_id))


def _has_readers(room: Room) -> bool:
    readers = socketio.server.manager.rooms.get("/", {}).get(room_of_followers(room.text_id))
    return bool(readers)


def _message(room: Room, changed: dict[str, str], every: dict[str, str]) -> dict[str, Any]:
    units = [{"uid": uid, "html": html} for uid, html in changed.items()]
    return {"text": str(room.text_id), "units": units, "order": list(every)}


def _rendered(room: Room) -> dict[str, str]:
    units = room.document.units()
    numbers = unit_numbers(room.theme_number, [units])
    before = channel().rendered.get(room.text_id, {})
    after: dict[str, Rendered] = {}
    with force_locale(room.language):
        for unit in units:
            number, known = numbers.get(unit.uid, ""), before.get(unit.uid)
            is_known = known is not None and known[:2] == (unit, number)
            after[unit.uid] = known if known and is_known else (unit, number, _html(room, unit, number))
    channel().rendered[room.text_id] = after
    return {uid: html for uid, (_, _, html) in after.items()}


def _html(room: Room, unit: Unit, number: str) -> str:
    # Not render_template: there is no request here, and what a page's surroundings need would be missing.
    template = current_app.jinja_env.get_template(TEMPLATE)
    names = [room.addressees.get(code, {}).get(room.language, code) for code in unit.addressees]
    return template.render(unit=unit, number=number, names=names, get_locale=get_locale).strip()
