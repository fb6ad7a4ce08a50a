"""The secretariat's page of the deadline for amendments, in the time of the place where the conference is."""

import re
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from recommendations.domain.permissions import Action
from recommendations.services.filing.deadlines import deadline_of, set_deadline
from recommendations.services.texts.editions import edition_of
from recommendations.web.access import current_actor, requires
from recommendations.web.surroundings import language_code
from recommendations.web.typed import YEARS

blueprint = Blueprint("deadlines", __name__)
_INVALID = 422
_CLOCK_WITH_H = re.compile(r"^(\d\d?)\s?h\s?(\d\d)$")


@blueprint.get("/amendments/deadline")
@requires(Action.SET_DEADLINE)
def show() -> str:
    """The deadline as it is, and the fields to change it."""
    return _page(*_fields(deadline_of(current_actor()).at), {})


@blueprint.post("/amendments/deadline")
@requires(Action.SET_DEADLINE)
def change() -> Response | tuple[str, int]:
    """Another deadline from now on, or none."""
    if request.form.get("step") == "none":
        set_deadline(current_actor(), None)
        flash(_("Amendments are taken without a deadline."), "success")
        return redirect(url_for(".show"), 303)
    day, clock = request.form.get("day", "").strip(), request.form.get("clock", "").strip()
    found = _moment(day, clock)
    if isinstance(found, dict):
        return _page(day, clock, found), _INVALID
    set_deadline(current_actor(), found)
    flash(_("The deadline is set."), "success")
    return redirect(url_for(".show"), 303)


def _zone() -> ZoneInfo:
    return ZoneInfo(edition_of(current_actor()).time_zone)


def _fields(at: datetime | None) -> tuple[str, str]:
    there = at.astimezone(_zone()) if at else None
    return (f"{there:%Y-%m-%d}", f"{there:%H:%M}") if there else ("", "")


def _moment(day: str, clock: str) -> datetime | dict[str, str]:
    """The moment that the clocks of the conference show, or what is wrong with each field."""
    wrong = {}
    try:
        on = date.fromisoformat(day)
    except ValueError:
        on = date.min
    if on.year not in YEARS:
        wrong["day"] = _("Write the day as year, month and day, for instance 2027-03-24.")
    try:
        at = time.fromisoformat(_CLOCK_WITH_H.sub(r"\1:\2", clock.strip()))
    except ValueError:
        wrong["clock"] = _("Write the time as hours and minutes, for instance 18:00.")
    if wrong:
        return wrong
    moment = datetime.combine(on, at.replace(tzinfo=_zone()))
    if moment.astimezone(UTC).astimezone(_zone()).replace(tzinfo=None) != moment.replace(tzinfo=None):
        return {"clock": _("The clocks are put forward that night, so this time does not exist. Choose another.")}
    return moment.astimezone(UTC)


def _page(day: str, clock: str, wrong: dict[str, str]) -> str:
    deadline = deadline_of(current_actor(), locale=language_code())
    return render_template("amending/deadline.html", deadline=deadline, day=day, clock_time=clock, wrong=wrong)
