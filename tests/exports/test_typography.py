import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.typography import unbroken
from exports.word import write_word
from recommendations.domain.text import UnitKind
from tests.exports.opening import part
from tests.exports.publications import make_manifesto, make_outside, make_publication


@pytest.mark.parametrize(
    ("language", "text", "held"),
    [
        pytest.param("en", "under Article 5 and Art. 6", "under Article~5 and Art.~6", id="articles"),
        pytest.param("en", "EUR 10 of 14 000 EUR, 90 %", "EUR~10 of 14~000~EUR, 90~%", id="figures"),
        pytest.param("en", "on 20 November 2026, in March 2030", "on 20~November~2026, in March~2030", id="dates"),
        pytest.param("en", "within 3 years (No 3)", "within 3~years (No~3)", id="years and numbers"),
        pytest.param("en", "No one in Article in form; 12 may go", "No one in Article in form; 12~may go", id="words"),
        pytest.param("en", "Why ? Because : so", "Why ? Because : so", id="English marks stay"),
        pytest.param("fr", "À qui ? À nous : « tous » ; oui !", "À qui_? À nous~: «~tous~»_; oui_!", id="French marks"),
        pytest.param("fr", "le 1er mars 2030, l’article 5, n° 3", "le 1er~mars~2030, l’article~5, n°~3", id="French"),
        pytest.param("fr", "10 000 € sur 3 ans", "10~000~€ sur 3~ans", id="French figures"),
        pytest.param("de", "Artikel 5, am 3 Mai", "Artikel 5, am 3 Mai", id="a language without rules"),
    ],
)
def test_what_belongs_together_stays_on_one_line(language: str, text: str, held: str) -> None:
    assert unbroken(text, language) == held.replace("~", "\u00a0").replace("_", "\u202f")


@given(st.text(alphabet="1 0article5%«» :;?!marc2030€n°", max_size=60), st.sampled_from(["en", "fr", "de"]))
def test_only_plain_spaces_change_and_only_once(text: str, language: str) -> None:
    held = unbroken(text, language)

    assert held.replace("\u00a0", " ").replace("\u202f", " ") == text
    assert unbroken(held, language) == held


def test_the_manifesto_is_set_with_them() -> None:
    recital = make_outside("w1", UnitKind.RECITAL, "whereas Article 5 holds;", "vu l’article 5 ;")

    content = write_word(make_publication(make_manifesto(preamble=(recital,))), "fr")

    assert "vu l’article\u00a05\u202f;" in part(content, "word/document.xml")
