"""When amendments are due: absolute moments, told in the time of the place where the conference is."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from recommendations.domain.dates import MONTHS

_BEFORE_TIME = {"fr": " à "}


def is_past(deadline: datetime | None, received: datetime, *, grace_seconds: int = 0) -> bool:
    """Whether what the server received at this moment is late; the deadline itself is still in time (case 33)."""
    return deadline is not None and received > deadline + timedelta(seconds=grace_seconds)


def conference_time(at: datetime, zone: str, locale: str = "en") -> str:
    """The moment as the clocks at the conference show it, with the zone's own name for that day (case 34)."""
    there = at.astimezone(ZoneInfo(zone))
    months = MONTHS.get(locale, MONTHS["en"])
    return (
        f"{there.day} {months[there.month - 1]} {there.year}{_BEFORE_TIME.get(locale, ', ')}{there:%H:%M} ({there:%Z})"
    )
