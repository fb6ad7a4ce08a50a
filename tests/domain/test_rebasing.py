"""An amendment is carried over where its words stand unchanged, and never anywhere else (cases 5, 6)."""

from functools import partial
from itertools import permutations

import pytest

from recommendations.domain.hunks import change_between
from recommendations.domain.incorporation import applied
from recommendations.domain.rebasing import WordsChanged, rebase
from recommendations.domain.text import Paragraph, Span, Unit
from tests.domain.units import plain_unit

unit = partial(plain_unit, title="Ports")


def carried(old: Unit, amended: Unit, new: Unit) -> Unit:
    changes = rebase({"en": change_between(old, amended)}, {"en": old}, {"en": new})
    return applied(new, changes["en"])


PORTS = "Ports and the cities around them should work together. Mayors should be heard."


@pytest.mark.parametrize(
    ("old", "amended", "new", "expected"),
    [
        pytest.param(
            PORTS,
            "Ports and the cities around them should work together. Mayors should be asked.",
            "Ports and the towns around them should work together. Mayors should be heard.",
            "Ports and the towns around them should work together. Mayors should be asked.",
            id="another sentence has changed",
        ),
        pytest.param(
            PORTS,
            "Ports, inland terminals and the cities around them should work together. Mayors should be heard.",
            "Ports and the cities around them should at last work together. Mayors should be heard.",
            "Ports, inland terminals and the cities around them should at last work together. Mayors should be heard.",
            id="a word elsewhere in the same sentence has changed",
        ),
        pytest.param(
            "Fund trains and buses.",
            "Fund trams and buses.",
            "Fund trains, bikes and buses.",
            "Fund trams, bikes and buses.",
            id="a comma stands behind the touched word now",
        ),
        pytest.param(
            "One. Two.", "One.", "One. Two. Three.", "One. Three.", id="the last sentence is no longer the last"
        ),
        pytest.param(
            "One. Two.", "Two.", "Zero. One. Two.", "Zero. Two.", id="the first sentence is no longer the first"
        ),
        pytest.param("Zero. One. Two.", "Zero. Two.", "One. Two.", "Two.", id="a sentence is the first one now"),
        pytest.param("Pay 7 % now.", "Pay 7\u00a0% now.", "Pay 7 % then.", "Pay 7\u00a0% then.", id="only a space"),
        pytest.param("Act, now.", "Act now.", "Act, then.", "Act then.", id="only a comma"),
        pytest.param(
            "One is here. Two are there. Three stay.",
            "Two are there. One is here. Three stay.",
            "One is here. Two are there. Three go.",
            "Two are there. One is here. Three go.",
            id="a moved sentence",
        ),
        pytest.param(
            "One is here. Two are there. Three stay.",
            "One is here. Two are not there. Three stay.",
            "Two are there. One is here. Three go.",
            "Two are not there. One is here. Three go.",
            id="words put into a sentence that stands elsewhere",
        ),
        pytest.param(
            "One is here. Two are there. Three stay.",
            "One is here. Three stay.",
            "Two are there. One is here. Three stay.",
            "One is here. Three stay.",
            id="a sentence that stands elsewhere is deleted",
        ),
        pytest.param(
            "One is here. Two are there. Three stay.",
            "Two are there. One is here. Three stay.",
            "One is here. Three stay. Two are there.",
            "Two are there. One is here. Three stay.",
            id="a moved sentence stands elsewhere already",
        ),
        pytest.param(
            "Fund buses. Fund trams.",
            "Pay buses. Fund trams.",
            "Fund trams. Fund buses.",
            "Fund trams. Pay buses.",
            id="never the same word of another sentence",
        ),
    ],
)
def test_unchanged_words_carry_the_amendment_over(old: str, amended: str, new: str, expected: str) -> None:
    assert carried(unit(old), unit(amended), unit(new)) == unit(expected)


@pytest.mark.parametrize(
    ("old", "amended", "new", "words"),
    [
        pytest.param(
            PORTS,
            "Ports, inland terminals and the cities around them should work together. Mayors should be heard.",
            "Ports, logistics hubs and the cities around them should work together. Mayors should be heard.",
            "Ports and",
            id="an insertion between words that are no longer neighbours",
        ),
        pytest.param("Pay 70 % now.", "Pay 90 % now.", "Pay 80 % now.", "70", id="the word itself has changed"),
        pytest.param("Pay 70 now.", "Pay all of it.", "Pay 70 right now.", "70 now", id="a word has come between"),
        pytest.param("Act.", "Please act.", "Now act.", "Act", id="the beginning has changed"),
        pytest.param("Act.", "Act. Now.", "Act. Then.", ".", id="the end has changed"),
        pytest.param(
            "One is here. Two are there. Three stay.",
            "Two are there. One is here. Three stay.",
            "One is here. Two were there. Three stay.",
            "Two are there.",
            id="a moved sentence has changed",
        ),
        pytest.param(
            "One is here. Two are there. Three stay.",
            "One is here. New. Two are there. Three stay.",
            "Two are there. One is here. Three stay.",
            ". Two",
            id="what stood side by side is parted by a move",
        ),
        pytest.param(
            "Act. One is here. Two are there.",
            "Do act. One is here. Two are there.",
            "One is here. Two are there. Act. Act.",
            "Act",
            id="a sentence that stands elsewhere twice",
        ),
    ],
)
def test_changed_words_are_never_written_over(old: str, amended: str, new: str, words: str) -> None:
    with pytest.raises(WordsChanged) as refusal:
        carried(unit(old), unit(amended), unit(new))

    assert refusal.value.details == {"words": words}


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_words_follow_their_sentence_wherever_it_stands_now(order: tuple[int, ...]) -> None:
    sentences = [["Fund", "trams", "now."], ["Fund", "buses", "now."], ["Cities", "fund", "it."], ["Now", "act."]]
    old = unit(" ".join(" ".join(words) for words in sentences), "Then rest.")
    for at, words in enumerate(sentences):
        for place in range(len(words)):
            said = [[*words[:place], "other", *words[place:]] if at == one else sentences[one] for one in range(4)]
            amended = unit(" ".join(" ".join(one) for one in said), "Then rest.")
            for cut in range(4):
                parts = [" ".join(" ".join(sentences[one]) for one in half) for half in (order[:cut], order[cut:])]
                wanted = [" ".join(" ".join(said[one]) for one in half) for half in (order[:cut], order[cut:])]
                new = unit(parts[1], f"{parts[0]} Then rest.".strip())

                try:
                    assert carried(old, amended, new) == unit(wanted[1], f"{wanted[0]} Then rest.".strip())
                except WordsChanged:
                    assert place == 0  # what stood before it is not there any more


def test_what_is_carried_is_the_same_as_what_is_filed_anew() -> None:
    old = unit("One is here. Two are there.", "Three stay. Four go.")
    amended = unit("Once is here. Two are there.", "Three stay. Four run.")
    new, filed = (
        unit("Two are there.", "Four go. Three stay. One is here."),
        unit("Two are there.", "Four run. Three stay. Once is here."),
    )

    changes = rebase({"en": change_between(old, amended)}, {"en": old}, {"en": new})

    assert changes["en"] == change_between(new, filed)


def placed(*uids: str, **fields: object) -> Unit:
    return unit(paragraphs=tuple(Paragraph(uid, (Span(f"Text of {uid}."),)) for uid in uids), **fields)


@pytest.mark.parametrize(
    ("amended", "new", "expected"),
    [
        pytest.param(placed("a", "n", "b"), placed("a", "b", "c"), placed("a", "n", "b", "c"), id="a new paragraph"),
        pytest.param(placed("n", "a", "b"), placed("a", "b", "c"), placed("n", "a", "b", "c"), id="a new first one"),
        pytest.param(placed("a"), placed("c", "a", "b"), placed("c", "a"), id="a deleted paragraph"),
        pytest.param(placed("b", "a"), placed("a", "b", "c"), placed("b", "a", "c"), id="a moved paragraph"),
        pytest.param(
            placed("b", "n", "a"), placed("a", "b", "c"), placed("b", "n", "a", "c"), id="and a new one behind it"
        ),
        pytest.param(
            placed("a", "b", title="Hubs"), placed("a", "b", "c"), placed("a", "b", "c", title="Hubs"), id="the title"
        ),
        pytest.param(
            placed("a", "b", addressees=("eu",)),
            placed("a", "b", "c", addressees=("local", "other")),
            placed("a", "b", "c", addressees=("other", "eu")),
            id="the addressees",
        ),
        pytest.param(
            placed("a", "b", title="Hubs"), placed("a", "b"), placed("a", "b", title="Hubs"), id="the same text"
        ),
    ],
)
def test_paragraphs_titles_and_addressees_are_carried_over(amended: Unit, new: Unit, expected: Unit) -> None:
    assert carried(placed("a", "b"), amended, new) == expected


@pytest.mark.parametrize(
    ("amended", "new", "words"),
    [
        pytest.param(placed("a", "n", "b"), placed("a", "c", "b"), "Text of a.", id="another paragraph stands there"),
        pytest.param(placed("n", "a", "b"), placed("c", "a", "b"), "Text of a.", id="another one is the first"),
        pytest.param(placed("b", "a"), placed("a"), "Text of b.", id="a moved paragraph is gone"),
        pytest.param(placed("a"), placed("a"), "Text of b.", id="a deleted paragraph is gone already"),
        pytest.param(
            placed("a"),
            unit(paragraphs=(placed("a").paragraphs[0], Paragraph("b", (Span("New."),)))),
            "Text of b.",
            id="a deleted paragraph has changed",
        ),
        pytest.param(
            unit(paragraphs=(*placed("a").paragraphs, Paragraph("b", (Span("New."),)))),
            placed("a"),
            "Text of b.",
            id="the paragraph of the words is gone",
        ),
        pytest.param(
            placed("a", "b", title="Hubs"), placed("a", "b", title="Harbours"), "Ports", id="the title has changed"
        ),
        pytest.param(
            placed("a", "b", addressees=("local", "eu")),
            placed("a", "b", addressees=("local", "eu")),
            "eu",
            id="the addressee is there already",
        ),
        pytest.param(
            placed("a", "b", addressees=()),
            placed("a", "b", addressees=("eu",)),
            "local",
            id="the addressee is gone already",
        ),
    ],
)
def test_changed_surroundings_are_never_guessed(amended: Unit, new: Unit, words: str) -> None:
    with pytest.raises(WordsChanged) as refusal:
        carried(placed("a", "b"), amended, new)

    assert refusal.value.details == {"words": words}


def test_a_first_paragraph_put_into_an_empty_text_needs_it_to_be_empty() -> None:
    with pytest.raises(WordsChanged) as refusal:
        carried(placed(), placed("n"), placed("a"))

    assert refusal.value.details == {"words": ""}


def test_a_language_that_is_gone_takes_the_amendment_with_it() -> None:
    old = unit("Un.")

    with pytest.raises(WordsChanged):
        rebase({"fr": change_between(old, unit("Deux."))}, {"fr": old}, {"en": old})
