import pytest

from recommendations.live.document import LiveDocument, seed
from recommendations.live.retyping import retyped
from tests.factories import make_unit


def test_words_are_typed_anew_in_the_middle_of_a_text() -> None:
    first = seed([make_unit("r1", "Les élues et élus s’engagent à répondre sous six jours.", title="Répondre")])

    update = retyped([first], "six jours", "huit jours")

    (unit,) = LiveDocument([first, update]).units()
    assert unit.paragraphs[0].plain == "Les élues et élus s’engagent à répondre sous huit jours."
    assert unit.title == "Répondre"


def test_words_that_are_not_there_cannot_be_typed_anew() -> None:
    with pytest.raises(LookupError):
        retyped([seed([make_unit("r1", "Answer.")])], "seven", "eight")
