"""The short titles that are proposed for the changes of a Word file."""

import pytest
from flask import Flask
from flask_babel import force_locale

from recommendations.domain.naming import Named, Naming
from recommendations.domain.proposals import LONGEST_TITLE
from recommendations.web.returned_titles import title_of

LONG = "the assembly of cities, of towns and of regions " * 5


@pytest.mark.parametrize(
    ("named", "title"),
    [
        (Named(Naming.REPLACE, "shall", "should"), "Replace “shall” by “should”"),
        (Named(Naming.DELETE_SENTENCE, "They do.", sentence=2), "Delete the second sentence"),
        (Named(Naming.DELETE_SENTENCE, "They do.", sentence=7, paragraph=2), "Delete sentence 7 of paragraph 2"),
        (Named(Naming.NEW_PARAGRAPH, new="Cities\n plant  trees."), "New paragraph: “Cities plant trees.”"),
        (Named(Naming.DELETE, "at night", more=2), "Delete “at night”, and 2 more changes"),
        (Named(Naming.OTHER), "Change the text"),
    ],
)
def test_a_title_says_what_the_change_does(app: Flask, named: Named, title: str) -> None:
    with app.test_request_context():
        assert title_of(named) == title


def test_words_that_go_to_another_recommendation_are_named_with_it(app: Flask) -> None:
    with app.test_request_context():
        assert title_of(Named(Naming.DELETE, "at night"), "2.3") == "Move “at night” to 2.3"


@pytest.mark.parametrize("naming", Naming)
@pytest.mark.parametrize("locale", ["en", "fr"])
def test_no_title_is_longer_than_titles_may_be_and_words_are_not_broken(
    app: Flask, naming: Naming, locale: str
) -> None:
    with app.test_request_context(), force_locale(locale):
        title = title_of(Named(naming, LONG, LONG, 9, 9, 99))

    assert len(title) <= LONGEST_TITLE
    quoted = title.replace("…", "").replace("“", " ").replace("”", " ").split(" ")
    assert not {word for word in quoted if word.startswith(("asse", "regi"))} - {"assembly", "regions"}


def test_a_title_is_in_the_readers_language(app: Flask) -> None:
    with app.test_request_context(), force_locale("fr"):
        title = title_of(Named(Naming.REPLACE, "doit", "devrait"))

    assert title == "Remplacer «\u00a0doit\u00a0» par «\u00a0devrait\u00a0»"
