import re
from dataclasses import replace

import pytest

from exports.lint import findings
from exports.pagination import pdf
from exports.summary import shortened, write_summary
from recommendations.domain.manifesto import Chapter, Manifesto, NumberedUnit
from tests.conftest import missing
from tests.exports.deciding import decided
from tests.exports.deliveries import make_delivery
from tests.exports.opening import values
from tests.exports.publications import make_manifesto, make_publication, make_unit

_PAGES = re.compile(rb"/Type/Pages\b.*?/Count (\d+)", re.DOTALL)
TITLES = {
    "en": (
        "Pay for prevention first",
        "Give every district a place to meet after school and at weekends",
        "Night trams",
    ),
    "fr": (
        "Payer d’abord la prévention",
        "Donner à chaque quartier un lieu de rencontre après l’école",
        "Trams de nuit",
    ),
}


def demanding(number: int, themes: int) -> Manifesto:
    """A manifesto with so many demands on one institution, spread over the themes."""
    chapters = []
    for theme in range(1, themes + 1):
        own = range(theme, number + 1, themes)
        units = [
            NumberedUnit(
                f"{theme}.{place}",
                tuple(
                    (one, make_unit(f"r{theme}x{place}", language=one, title=TITLES[one][at % 3]))
                    for one in ("en", "fr")
                ),
            )
            for place, at in enumerate(own, start=1)
        ]
        title = (("en", f"Streets and squares for everyone {theme}"), ("fr", f"Des rues pour tous {theme}"))
        chapters.append(Chapter(theme, title, tuple(units)))
    return replace(make_manifesto(), chapters=tuple(chapters))


def summary(number: int, themes: int = 12, language: str = "en", **fields: object) -> bytes:
    publication = make_publication(demanding(number, themes))
    return write_summary(make_delivery(publication, **fields), "eu", language)


@pytest.mark.parametrize(
    ("number", "themes", "language"),
    [(11, 5, "fr"), (20, 8, "en"), (40, 6, "fr"), (40, 15, "en"), (400, 15, "fr")],
)
def test_a_summary_is_one_page_however_much_is_asked(number: int, themes: int, language: str) -> None:
    rendered = pdf(summary(number, themes, language, register="0000000-00"))
    if not rendered:
        missing("soffice", "install libreoffice-writer-nogui")

    counted = _PAGES.search(rendered)

    assert counted is not None
    assert counted[1] == b"1"


def test_forty_demands_are_all_told_with_number_and_title_in_letters_of_nine_points() -> None:
    content = summary(40)

    told = [text for style, text in decided(content, accept=True) if style == "DemandShort"]
    assert len(told) == 40
    assert all("…" in text or text.endswith(".") for text in told)
    assert values(content, "//w:style[@w:styleId='DemandShort']/w:rPr/w:sz/@w:val", "word/styles.xml") == ["18"]
    assert findings(content) == ()


def test_few_demands_keep_their_whole_first_sentence() -> None:
    texts = [text for style, text in decided(summary(3, 2), accept=True) if style == "Demand"]

    assert len(texts) == 3
    assert not any("…" in text for text in texts)


def test_what_a_page_cannot_hold_is_counted_with_its_numbers() -> None:
    paragraphs = decided(summary(120, 15), accept=True)
    told = [text for style, text in paragraphs if style == "DemandShort"]

    (last,) = [text for _, text in paragraphs if "They stand in the manifesto" in text]
    listed = re.findall(r"\d+\.\d+", last)
    assert last.startswith(f"{len(listed)} more are addressed")
    assert len(listed) + len(told) == 120
    assert len(told) >= 40


def test_the_number_in_the_register_stands_on_the_summary_where_there_is_one() -> None:
    line = "European Union Transparency Register: 0000000-00"

    assert line in [text for _, text in decided(summary(3, register="0000000-00"), accept=True)]
    assert not any("Register" in text for _, text in decided(summary(3), accept=True))


@pytest.mark.parametrize(
    ("text", "fewest", "short"),
    [
        ("Cities act.", 1, "Cities act."),
        ("Cities, regions and states act together at night.", 1, "Cities, regions and…"),
        ("Cities, regions and states act together at night.", 5, ""),
        ("Donaudampfschifffahrtsgesellschaft", 1, "Donaudampfschifffahrtsgesellschaft"),
    ],
)
def test_a_text_is_shortened_between_words(text: str, fewest: int, short: str) -> None:
    assert shortened(text, 90.0, fewest=fewest) == short
