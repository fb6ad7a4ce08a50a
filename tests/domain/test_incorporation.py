"""Incorporation is exact, whatever the order, and never loses or doubles a word."""

import json
from collections import Counter
from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from recommendations.domain.amendments import Conflict
from recommendations.domain.hunk_encoding import change_from_json, change_to_json
from recommendations.domain.hunks import Relation, change_between, relation
from recommendations.domain.incorporation import NumberedChange, incorporate
from recommendations.domain.text import Paragraph, Span, Unit, UnitKind
from recommendations.domain.words import normal_spans, words_of


def unit(*texts: str, title: str = "Quiet nights", addressees: tuple[str, ...] = ("local",)) -> Unit:
    paragraphs = tuple(Paragraph(f"p{place}", normal_spans([Span(text)])) for place, text in enumerate(texts))
    return Unit("r1", UnitKind.RECOMMENDATION, paragraphs, title, addressees)


def numbered(number: int, base: Unit, amended: Unit) -> NumberedChange:
    return NumberedChange(number, {"en": change_between(base, amended)})


def text(base: str, *amended: str) -> str:
    changes = [numbered(number, unit(base), unit(one)) for number, one in enumerate(amended, start=1)]
    return incorporate(unit(base), "en", changes).paragraphs[0].plain


LIST = "Fund buses, trams and bikes."


@pytest.mark.parametrize(
    ("base", "amended", "expected"),
    [
        pytest.param(
            "Publish figures once a year from police data.",
            [
                "Publish figures twice a year from police data.",
                "Publish figures once a year from police data, lawfully.",
            ],
            "Publish figures twice a year from police data, lawfully.",
            id="two amendments of one sentence",
        ),
        pytest.param("One. Two. Three.", ["Two. Three.", "One. Three."], "Three.", id="the first two sentences go"),
        pytest.param("One. Two. Three.", ["One. Two.", "One. Three."], "One.", id="the last two sentences go"),
        pytest.param("One. Two. Three.", ["One. Two.", "Two. Three."], "Two.", id="both ends go"),
        pytest.param(
            LIST, ["Fund buses and bikes.", "Fund cars, trams and bikes."], "Fund cars and bikes.", id="a list"
        ),
        pytest.param("Pay 7 %.", ["Pay 7\u00a0%.", "Pay 7 % more."], "Pay 7\u00a0% more.", id="a no-break space"),
        pytest.param("Walk (far).", ["Walk far).", "Walk (near)."], "Walk near).", id="words are never glued together"),
        pytest.param("x,.y", ["x.y", "x,y"], "x y", id="words without any mark left between them are parted"),
        pytest.param("x,,y", ["x,;y", "z,,y"], "z,;y", id="marks stay where they were"),
        pytest.param("x?!?y", ["x?!y", "x!?y"], "x!y", id="a mark between two that go"),
        pytest.param("a (b) c", ["a (b c", "a b) c"], "a b c", id="two brackets go"),
        pytest.param(
            "Meet here today.",
            ["Meet today.", "Meet here, now today."],
            "Meet, now today.",
            id="a comma stays with the word before it",
        ),
        pytest.param(
            "Cities act.",
            ["Cities, towns act.", "Cities, regions act."],
            "Cities, towns, regions act.",
            id="two insertions that begin with a comma",
        ),
        pytest.param("Act now.", ["Act now. One.", "Act now. Two."], "Act now. One. Two.", id="filing order"),
        pytest.param("Act now.", ["Act soon.", "Act soon."], "Act soon.", id="identical amendments count once"),
    ],
)
def test_compatible_amendments_make_one_text(base: str, amended: list[str], expected: str) -> None:
    assert text(base, *amended) == expected


def test_conflicting_amendments_are_never_incorporated_together() -> None:
    with pytest.raises(Conflict) as refusal:
        text("Meet once a year.", "Meet twice a year.", "Meet thrice a year.")

    assert refusal.value.details == {"one": 1, "other": 2}


def test_paragraphs_titles_and_addressees_come_together() -> None:
    base = unit("One.", "Two.")
    new = Paragraph("n1", (Span("New."),))
    first = Unit("r1", base.kind, (new, *base.paragraphs), "Quiet days", ("local", "eu"))
    second = Unit("r1", base.kind, base.paragraphs[:1], "Calm nights", ("eu",))

    merged = incorporate(base, "en", [numbered(2, base, second), numbered(1, base, first)])

    assert merged == Unit("r1", base.kind, (new, base.paragraphs[0]), "Calm days", ("eu",))


def test_a_language_without_a_change_keeps_its_text() -> None:
    base = unit("Un.")

    assert incorporate(base, "fr", [numbered(1, unit("One."), unit("Two."))]) == base


PIECES = ["fund", "cities", "trains", "the", ".", ",", " ", " ", "\u00a0", "e\u0301", "\U0001f1eb\U0001f1f7", "(", "-"]
spans = st.builds(Span, st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join), strong=st.booleans())
notes = st.just(Span("", footnote="Note"))
paragraph_spans = st.lists(spans | notes, max_size=3).map(normal_spans)


@st.composite
def units(draw: st.DrawFn) -> Unit:
    """A unit whose paragraphs are some of the known ones, in their order, and perhaps a new one."""
    uids = [uid for uid in ("p0", "p1", "p2") if draw(st.booleans())] or ["p0"]
    paragraphs = tuple(Paragraph(uid, draw(paragraph_spans)) for uid in uids)
    title = draw(st.sampled_from(["Quiet nights", "Calm nights", ""]))
    return Unit("r1", UnitKind.RECOMMENDATION, paragraphs, title, draw(st.sampled_from([(), ("local",)])))


@given(units(), units())
def test_one_amendment_incorporated_is_what_its_proposer_wrote(base: Unit, amended: Unit) -> None:
    change = numbered(1, base, amended)

    assert incorporate(base, "en", [change]) == amended
    stored = json.loads(json.dumps(change_to_json(change.languages["en"])))
    assert change_from_json(stored) == change.languages["en"]


@given(units())
def test_without_amendments_the_text_stays(base: Unit) -> None:
    assert incorporate(base, "en", []) == base


words = st.lists(st.sampled_from(["aa", "bb", "cc", "dd", "ee", "ff", "ff.", "gg,"]), min_size=3, max_size=12)


def mutated(draw: st.DrawFn, base: list[str], name: str) -> list[str]:
    """The base with one stretch replaced by words of this proposer's own."""
    start = draw(st.integers(0, len(base)))
    end = draw(st.integers(start, min(len(base), start + 3)))
    own = [f"{name}{place}" for place in range(draw(st.integers(0, 2)))]
    return [*base[:start], *own, *base[end:]]


@given(st.data(), words)
def test_compatible_changes_never_lose_or_double_a_word(data: st.DataObject, base: list[str]) -> None:
    names = ["x", "y", "z"]
    amended = [data.draw(st.composite(lambda draw, name=name: mutated(draw, base, name))()) for name in names]
    original = unit(" ".join(base))
    changes = [numbered(place, original, unit(" ".join(one))) for place, one in enumerate(amended, start=1)]
    kinds = {relation(one.languages, other.languages) for one, other in combinations(changes, 2)}
    assume(kinds <= {Relation.APART, Relation.SAME_PLACE})

    results = [incorporate(original, "en", order) for order in (changes, changes[::-1], changes[1:] + changes[:1])]

    assert results[0] == results[1] == results[2]
    expected = Counter(word_texts(" ".join(base)))
    for one in amended:
        delta = Counter(word_texts(" ".join(one)))
        delta.subtract(Counter(word_texts(" ".join(base))))
        expected.update(delta)
    # A paragraph of which several together leave no word is gone.
    assert Counter(word_texts("".join(paragraph.plain for paragraph in results[0].paragraphs))) == +expected
    assert all(count >= 0 for count in expected.values())


def word_texts(plain: str) -> list[str]:
    return [token.word.text for token in words_of([Span(plain)]).tokens]
