from fractions import Fraction

import pytest

from recommendations.domain.number_words import figures_in


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("within forty-eight hours", "en", [48]),
        ("within 48 hours", "en", [48]),
        ("dans les quarante-huit heures", "fr", [48]),
        ("soixante-dix pour cent des villes", "fr", [70]),
        ("seventy per cent of the cities", "en", [70]),
        ("70 % des villes", "fr", [70]),
        ("quatre-vingt-dix-neuf euros", "fr", [99]),
        ("quatre-vingts villes et quatre villes", "fr", [80, 4]),
        ("vingt et un jours", "fr", [21]),
        ("soixante et onze, septante et un", "fr", [71, 71]),
        ("deux cent trente-cinq", "fr", [235]),
        ("cent pour cent", "fr", [100]),
        ("two hundred and thirty-five", "en", [235]),
        ("a hundred cities, nine hundred ninety-nine towns", "en", [100, 999]),
        ("a three-year plan, every two years", "en", [3, 2]),
        ("one city and une ville", "en", []),
        ("une ville, un maire", "fr", []),
        ("vingt-quatre heures sur vingt-quatre", "fr", [24, 24]),
        ("the twenty-first century, the third one, 2nd and 21st", "en", []),
        ("le vingt-troisième, le cent trente-troisième, le 1er et la 2e", "fr", []),
        ("12.5 per cent", "en", [Fraction(25, 2)]),
        ("12,5 %", "fr", [Fraction(25, 2)]),
        ("1,000 cities", "en", [1000]),
        ("1 000 villes, 12\u202f500 écoles", "fr", [1000, 12500]),
        ("1.000 Städte und zwei Dörfer", "de", [1000]),
        ("CO2 before 12 May 2030", "en", [12, 2030]),
        ("à 10h30", "fr", [10, 30]),
        ("from 22:00 to 06:30, in 2000", "en", [22, 6, 30, 2000]),
        ("sixty\u2011eight", "en", [68]),
        ("per cent, the weight, often", "en", []),
        ("zéro", "fr", [0]),
        ("twice a year", "en", [2]),
        ("deux fois par an", "fr", [2]),
    ],
)
def test_figures_are_found_in_digits_and_in_words(text: str, language: str, expected: list[int]) -> None:
    assert list(figures_in(text, language)) == expected


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        ("70", "en", [70]),
        ("70 %", "fr", [70]),
        ("12,5", "fr", [Fraction(25, 2)]),
        ("twenty-four", "en", [24]),
        ("Soixante-dix", "fr", [70]),
        ("one", "en", []),
        ("third", "en", []),
        ("streets", "en", []),
        ("zwei", "de", []),
        ("", "en", []),
    ],
)
def test_a_word_may_be_a_figure(word: str, language: str, expected: list[Fraction]) -> None:
    assert list(figures_in(word, language)) == expected
