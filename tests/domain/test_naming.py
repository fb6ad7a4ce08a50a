"""What a change could be called, told by what it does to the text."""

from dataclasses import replace

import pytest

from recommendations.domain.naming import Named, Naming, named
from recommendations.domain.text import Unit
from tests.factories import make_unit

LIGHT = "Cities light their streets. They shall do so at night. Nobody is left out."
BASE = make_unit("r", LIGHT, "Cities plant trees.", title="Light them", addressees=("eu",))


def texts_as(unit: Unit, *texts: str) -> Unit:
    """The unit with these words in its paragraphs."""
    return replace(unit, paragraphs=make_unit(unit.uid, *texts).paragraphs)


@pytest.mark.parametrize(
    ("amended", "name"),
    [
        pytest.param(
            texts_as(BASE, LIGHT.replace("shall", "should"), "Cities plant trees."),
            Named(Naming.REPLACE, "shall", "should"),
            id="a word",
        ),
        pytest.param(
            texts_as(BASE, LIGHT.replace(" They shall do so at night.", ""), "Cities plant trees."),
            Named(Naming.DELETE_SENTENCE, "They shall do so at night.", "", 2, 1),
            id="a sentence",
        ),
        pytest.param(
            texts_as(BASE, LIGHT.replace(" at night", ""), "Cities plant trees."),
            Named(Naming.DELETE, "at night"),
            id="words of a sentence",
        ),
        pytest.param(replace(BASE, paragraphs=()), Named(Naming.DELETE_WHOLE, "Light them"), id="everything"),
        pytest.param(replace(BASE, title="Light all"), Named(Naming.TITLE, "Light them", "Light all"), id="the title"),
        pytest.param(
            replace(BASE, addressees=("eu", "local")), Named(Naming.ADD_ADDRESSEE, "", "local"), id="an addressee"
        ),
        pytest.param(
            texts_as(BASE, LIGHT.replace("shall", "should"), "Cities plant many trees."),
            Named(Naming.REPLACE, "shall", "should", more=1),
            id="two changes",
        ),
        pytest.param(BASE, Named(Naming.OTHER), id="nothing"),
    ],
)
def test_a_change_is_named_by_what_it_does(amended: Unit, name: Named) -> None:
    assert named(BASE, amended) == name


def test_a_new_unit_is_named_by_its_title_or_its_first_words() -> None:
    assert named(None, BASE) == Named(Naming.NEW_UNIT, new="Light them")
    assert named(None, replace(BASE, title="")) == Named(Naming.NEW_UNIT, new=LIGHT)
