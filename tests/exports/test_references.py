import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from exports.lint import findings
from exports.pagination import pdf
from exports.references import references, targets_of
from exports.word import write_redline, write_word
from recommendations.domain.manifesto import Manifesto
from recommendations.domain.text import Paragraph, Span
from tests.conftest import missing
from tests.exports.deciding import decided
from tests.exports.opening import values
from tests.exports.publications import make_manifesto, make_publication, make_vote
from tests.exports.test_redline import of_units, redline, words

MANIFESTO = make_manifesto()
TARGETS = targets_of(MANIFESTO)


def found(text: str, language: str = "en") -> list[str]:
    return [text[one.start : one.end] for one in references(text, language, TARGETS)]


@pytest.mark.parametrize(
    ("language", "text", "numbers"),
    [
        ("en", "Read with recommendation 1.2, it helps.", ["1.2"]),
        ("en", "Recommendations 1.1, 1.2 and 4.2 belong together.", ["1.1", "1.2", "4.2"]),
        ("en", "As commitment No 2.1 says.", ["2.1"]),
        ("en", "See Theme 4.", ["4"]),
        ("en", "See recommendation 1.2 of this manifesto.", ["1.2"]),
        ("en", "See recommendation\u00a01.2!", ["1.2"]),
        ("fr", "Voir la recommandation 1.2.", ["1.2"]),
        ("fr", "Les recommandations n° 1.1 et 4.2, ensemble.", ["1.1", "4.2"]),
        ("fr", "Voir le thème 4 et l’engagement 2.1 du présent manifeste.", ["4", "2.1"]),
        ("en", "See recommendation 1.2 of the Naples manifesto.", []),
        ("en", "See the Council’s recommendation 1.2.", []),
        ("en", "See UN Recommendation 1.2.", []),
        ("en", "See Recommendation 1.2 (2019).", []),
        ("en", "See recommendation 1.2.3, 1.25 and 9.9.", []),
        ("en", "See recommendations 1.1 and 9.9.", []),
        ("en", "See recommendation 3.", []),
        ("en", "See theme 1.2.", []),
        ("en", "See recommendation 1.2a.", []),
        ("fr", "Voir la recommandation 1.2 du manifeste de Naples.", []),
        ("fr", "Voir la recommandation 1.2 bis.", []),
        ("de", "Siehe recommendation 1.2.", []),
    ],
)
def test_only_a_number_that_is_without_doubt_one_of_this_text_is_a_reference(
    language: str, text: str, numbers: list[str]
) -> None:
    assert found(text, language) == numbers


def with_text(*spans: Span, language: str = "en") -> Manifesto:
    """The manifesto with these words as the second paragraph of its first recommendation."""
    chapter = MANIFESTO.chapters[0]
    unit = chapter.units[1]
    texts = tuple(
        (spoken, replace(text, paragraphs=(text.paragraphs[0], Paragraph("p2", spans))) if spoken == language else text)
        for spoken, text in unit.texts
    )
    units = (chapter.units[0], replace(unit, texts=texts), *chapter.units[2:])
    return replace(MANIFESTO, chapters=(replace(chapter, units=units), *MANIFESTO.chapters[1:]))


def test_a_number_is_a_field_that_leads_to_its_recommendation_and_the_words_stay() -> None:
    spans = (Span("It goes with "), Span("recommendation 2.1", strong=True), Span(" and theme 4; not 2.2."))

    content = write_word(make_publication(with_text(*spans)), "en")

    assert values(content, "//w:instrText[contains(., 'REF rec_') and contains(., '\\n')]/text()") == [
        " REF rec_r0201 \\n \\h "
    ]
    assert " REF theme_4 \\n \\h " in values(content, "//w:instrText/text()")
    plain = [text.replace("\u00a0", " ") for _, text in decided(content, accept=True)]
    assert "It goes with recommendation 2.1 and theme 4; not 2.2." in plain
    assert findings(content) == ()


def test_a_number_in_a_link_stays_in_its_link() -> None:
    content = write_word(
        make_publication(with_text(Span("See recommendation 2.1.", link="https://example.org/"))), "en"
    )

    assert values(content, "//w:instrText[contains(., 'REF rec_r0201 \\n')]") == []


def test_a_redline_has_its_numbers_as_words_because_word_would_count_what_is_struck() -> None:
    base, new = of_units(words("r1", "See recommendation 1.1.")), of_units(words("r1", "See recommendation 1.1 now."))

    content = write_redline(redline(base, new), "en")

    assert values(content, "//w:instrText[contains(., ' REF ')]") == []


def test_the_annex_says_where_a_recommendation_stands_that_was_voted_under_another_number() -> None:
    votes = (make_vote(unit="r0402"), make_vote(unit="gone"), make_vote())

    content = write_word(replace(make_publication(MANIFESTO), votes=votes), "en")

    cells = values(content, "//w:tbl//w:p[w:r/w:instrText]//w:instrText/text()")
    assert cells == [" REF rec_r0402 \\n \\h "]
    assert findings(content) == ()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_office_counts_the_same_numbers(language: str, tmp_path: Path) -> None:
    lead = "See recommendation 4.2, theme 4." if language == "en" else "Voir la recommandation 4.2, thème 4."
    rendered = pdf(write_word(make_publication(with_text(Span(lead), language=language)), language))
    if not rendered:
        missing("soffice", "install libreoffice-writer-nogui")
    (tmp_path / "paper.pdf").write_bytes(rendered)

    done = subprocess.run(["pdftotext", str(tmp_path / "paper.pdf"), "-"], check=True, capture_output=True, timeout=60)

    assert lead in done.stdout.decode().replace("\u00a0", " ").replace("\n", " ")
