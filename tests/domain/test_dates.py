import pytest

from recommendations.domain.dates import dates_in


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("before 12 May 2030", "en", ["2030-05-12"]),
        ("on the 1st of March, 2030", "en", ["2030-03-01"]),
        ("on May 12, 2030 and June 3", "en", ["2030-05-12", "---06-03"]),
        ("since March 2029", "en", ["2029-03"]),
        ("cities may march", "en", []),
        ("avant le 12 mai 2030", "fr", ["2030-05-12"]),
        ("le 1er août et en mars 2029", "fr", ["---08-01", "2029-03"]),
        ("am 12. Mai 2030", "de", []),
    ],
)
def test_a_month_with_a_day_or_a_year_is_a_date(text: str, language: str, expected: list[str]) -> None:
    assert [date.value for date in dates_in(text, language)] == expected
