"""A deadline is one moment for everybody, told as the clocks at the conference show it."""

from datetime import UTC, datetime, timedelta

import pytest

from recommendations.domain.deadlines import conference_time, is_past

NOON = datetime(2030, 3, 20, 11, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "grace", "late"),
    [(-1, 0, False), (0, 0, False), (1, 0, True), (1, 1, False), (2, 1, True)],
)
def test_one_second_after_the_deadline_is_late_unless_the_rules_give_grace(
    seconds: int, grace: int, *, late: bool
) -> None:
    assert is_past(NOON, NOON + timedelta(seconds=seconds), grace_seconds=grace) is late


def test_without_a_deadline_nothing_is_late() -> None:
    assert not is_past(None, NOON)


@pytest.mark.parametrize(
    ("at", "zone", "locale", "text"),
    [
        (NOON, "Europe/Brussels", "en", "20 March 2030, 12:00 (CET)"),
        (NOON, "Europe/Brussels", "fr", "20 mars 2030 à 12:00 (CET)"),
        (NOON, "Europe/Lisbon", "de", "20 March 2030, 11:00 (WET)"),
        (datetime(2030, 3, 31, 0, 30, tzinfo=UTC), "Europe/Brussels", "en", "31 March 2030, 01:30 (CET)"),
        (datetime(2030, 3, 31, 1, 0, tzinfo=UTC), "Europe/Brussels", "en", "31 March 2030, 03:00 (CEST)"),
        (datetime(2030, 10, 27, 0, 30, tzinfo=UTC), "Europe/Brussels", "en", "27 October 2030, 02:30 (CEST)"),
        (datetime(2030, 10, 27, 1, 30, tzinfo=UTC), "Europe/Brussels", "en", "27 October 2030, 02:30 (CET)"),
    ],
)
def test_a_moment_is_told_in_conference_time_in_the_nights_when_clocks_change_too(
    at: datetime, zone: str, locale: str, text: str
) -> None:
    assert conference_time(at, zone, locale) == text
