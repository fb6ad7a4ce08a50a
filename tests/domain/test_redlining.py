from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from recommendations.domain.comparison import Mark
from recommendations.domain.conflicts import standings
from recommendations.domain.incorporation import NumberedChange, incorporate
from recommendations.domain.manifesto import Chapter, Manifesto, NumberedUnit
from recommendations.domain.papers import Attribution, Contribution
from recommendations.domain.redlined_text import redlined_text
from recommendations.domain.redlining import accepted, redlined, rejected
from recommendations.domain.strokes import RedlinedUnit, Stroke
from recommendations.domain.text import Paragraph, Span, Unit, UnitKind
from recommendations.domain.words import normal_spans
from tests.domain.random_texts import Assembly, random_assembly

assemblies = st.randoms(use_true_random=False).map(random_assembly)
CLARO, ALBA, NEVA = (
    Attribution(name, "2030-03-21", f"Amendment {number}")
    for number, name in enumerate(("Porto Claro", "Alba", "Neva"), start=1)
)


def unit(*paragraphs: str, uid: str = "r1", title: str = "Quiet nights") -> Unit:
    texts = tuple(Paragraph(f"p{place}", (Span(text),)) for place, text in enumerate(paragraphs))
    return Unit(uid, UnitKind.RECOMMENDATION, texts, title, ("local",))


def contributed(before: Unit | None, after: Unit | None, by: Attribution) -> Contribution:
    return Contribution("en", before, after, by)


def told(found: RedlinedUnit) -> list[tuple[str, str, str]]:
    """Every changed stretch: its sign, its words, and whose it is."""
    strokes = [*found.title, *(stroke for paragraph in found.paragraphs for stroke in paragraph.strokes)]
    signs = {Mark.INSERTED: "+", Mark.DELETED: "-"}
    return [(signs[s.mark], _text(s), s.by.author if s.by else "") for s in strokes if s.mark is not Mark.KEPT]


def _text(stroke: Stroke) -> str:
    return "".join(span.text for span in stroke.spans)


def consolidated(assembly: Assembly) -> tuple[Unit, list[Contribution]]:
    """The base with the amendments that can all be put in, and whose they are."""
    kept: list[int] = []
    for place in range(len(assembly.amended)):
        found = standings({at: assembly.changes[at] for at in (*kept, place)})
        if not any(found.conflicts_of(at) for at in (*kept, place)):
            kept.append(place)
    changes = [NumberedChange(place, assembly.changes[place]) for place in kept]
    authors = (CLARO, ALBA, NEVA)
    return incorporate(assembly.base, "en", changes), [
        contributed(assembly.base, assembly.amended[place], authors[place]) for place in kept
    ]


def same(one: Unit | None, other: Unit) -> bool:
    """Equal but for the order of the addressees, which no change is about."""
    assert one is not None
    normal = (
        replace(u, addressees=(), paragraphs=tuple(Paragraph(p.uid, normal_spans(p.spans)) for p in u.paragraphs))
        for u in (one, other)
    )
    return len(set(normal)) == 1 and set(one.addressees) == set(other.addressees)


@given(assemblies)
def test_accepting_all_is_the_new_text_and_rejecting_all_the_base(assembly: Assembly) -> None:
    new, contributions = consolidated(assembly)

    found = redlined(assembly.base, new, "en", contributions)

    assert same(accepted(found), new)
    assert same(rejected(found), assembly.base)


@given(assemblies)
def test_whoever_alone_changes_a_text_made_every_change(assembly: Assembly) -> None:
    after = assembly.amended[0]

    found = redlined(assembly.base, after, "en", [contributed(assembly.base, after, CLARO)])

    strokes = [*found.title, *(stroke for paragraph in found.paragraphs for stroke in paragraph.strokes)]
    assert all(stroke.by == CLARO for stroke in strokes if stroke.mark is not Mark.KEPT and _text(stroke).strip())


def test_each_change_is_told_with_the_member_that_made_it() -> None:
    base = unit("Cities should keep the streets quiet at night and clean.")
    one = unit("Cities must keep the streets quiet at night and clean.")
    other = unit("Cities should keep the streets and squares quiet at night.")
    both = unit("Cities must keep the streets and squares quiet at night.")

    found = redlined(base, both, "en", [contributed(base, one, CLARO), contributed(base, other, ALBA)])

    assert told(found) == [
        ("-", "should", "Porto Claro"),
        ("+", "must", "Porto Claro"),
        ("+", "and squares ", "Alba"),
        ("-", " and clean", "Alba"),
    ]


def test_neighbouring_words_of_two_members_are_told_apart() -> None:
    base = unit("Cities should act.")
    one = unit("Cities should act soon.")
    other = unit("Cities should act together.")
    both = unit("Cities should act soon together.")

    found = redlined(base, both, "en", [contributed(base, one, CLARO), contributed(base, other, ALBA)])

    assert told(found) == [("+", " soon", "Porto Claro"), ("+", " together", "Alba")]


def test_what_no_amendment_wanted_is_editorial() -> None:
    base = unit("Cities shoud act, and nobody waits.")
    after = unit("Cities shoud act, and nobody waits at all.")
    edited = unit("Cities should act, and nobody waits at all.")

    found = redlined(base, edited, "en", [contributed(base, after, CLARO)])

    assert told(found) == [("-", "shoud", ""), ("+", "should", ""), ("+", " at all", "Porto Claro")]


def test_an_amendment_to_a_later_text_is_found_in_the_difference_to_an_earlier_one() -> None:
    first = unit("Cities should act. Nobody waits for them.")
    second = unit("All cities should act today. Nobody waits for them.")
    third = unit("All cities should act today. Nobody waits for us.")

    found = redlined(first, third, "en", [contributed(second, third, CLARO)])

    assert [one for one in told(found) if one[2]] == [("-", "them", "Porto Claro"), ("+", "us", "Porto Claro")]


def test_half_of_an_addition_that_stayed_is_still_its_makers() -> None:
    base = unit("Cities should act.")
    after = unit("Cities should act at once and without delay.")
    edited = unit("Cities should act at once and swiftly.")

    found = redlined(base, edited, "en", [contributed(base, after, CLARO)])

    assert told(found) == [("+", " at once and", "Porto Claro"), ("+", " swiftly", "")]


def test_paragraphs_that_come_go_and_move_are_their_movers() -> None:
    base = unit("First.", "Second.", "Third.")
    gone = replace(base, paragraphs=base.paragraphs[:2])
    new = replace(gone, paragraphs=(*gone.paragraphs, Paragraph("p9", (Span("Ninth."),))))
    turned = replace(new, paragraphs=(new.paragraphs[1], new.paragraphs[0], new.paragraphs[2]))
    contributions = [
        contributed(base, gone, CLARO),
        contributed(gone, new, ALBA),
        contributed(new, turned, NEVA),
    ]

    found = redlined(base, turned, "en", contributions)

    by = {(p.uid, p.mark): p.by for p in found.paragraphs}
    assert by["p2", Mark.DELETED] == CLARO
    assert by["p9", Mark.INSERTED] == ALBA
    assert {owner for (uid, mark), owner in by.items() if uid in {"p0", "p1"} and mark is not Mark.KEPT} == {NEVA}


def test_a_paragraph_of_which_nobody_is_known_to_have_struck_all_goes_in_pieces() -> None:
    base = unit("First.", "Many words. More words.")
    one, other = unit("First.", "Many words."), unit("First.", "More words.")
    neither = replace(base, paragraphs=base.paragraphs[:1])
    empty = replace(base, paragraphs=(*base.paragraphs, Paragraph("p7", ())))

    found = redlined(base, neither, "en", [contributed(base, one, CLARO), contributed(base, other, ALBA)])

    assert told(found) == [("-", "Many words.", "Alba"), ("-", " More words.", "Porto Claro")]
    assert accepted(redlined(empty, base, "en")) == base


def test_an_amendment_says_nothing_of_a_paragraph_that_it_did_not_know() -> None:
    base, new = unit("Old words.", "Other words stay."), unit("Old words.", "Other words go.")
    known = contributed(unit("Old words."), unit("New words."), CLARO)

    assert told(redlined(base, new, "en", [known])) == [("-", "stay", ""), ("+", "go", "")]


def test_a_change_of_spaces_alone_is_told() -> None:
    base, new = unit("Cities  should act."), unit("Cities should act.")

    found = redlined(base, new, "en", [contributed(base, new, CLARO)])

    assert accepted(found) == new
    assert rejected(found) == base


def test_marks_footnotes_and_links_survive_on_both_sides() -> None:
    spans = (Span("See "), Span("this", link="https://example.org"), Span("", footnote="A note."), Span(" now."))
    base = Unit("r1", UnitKind.RECOMMENDATION, (Paragraph("p0", spans),))
    new = replace(base, paragraphs=(Paragraph("p0", (*spans[:2], Span(" soon", strong=True), spans[3])),))

    found = redlined(base, new, "en")

    assert accepted(found) == new
    assert rejected(found) == base


def manifesto(*chapters: Chapter, preamble: Sequence[NumberedUnit] = ()) -> Manifesto:
    return Manifesto((("en", "Assembly"),), "Porto Claro", (), ("en",), (), tuple(preamble), chapters)


def chapter(number: int, *units: Unit, title: str = "Nights") -> Chapter:
    numbered = tuple(NumberedUnit(f"{number}.{place}", (("en", text),)) for place, text in enumerate(units, start=1))
    return Chapter(number, (("en", title),), numbered)


def test_a_unit_that_comes_goes_or_moves_is_told_as_a_whole() -> None:
    one, two, three, four = (unit("Text.", uid=uid, title=uid) for uid in ("r1", "r2", "r3", "r4"))
    base, new = manifesto(chapter(1, one, two, three)), manifesto(chapter(1, three, one, four))
    contributions = [contributed(two, None, CLARO), contributed(None, four, ALBA)]

    (found,) = redlined_text(base, new, "en", contributions).chapters

    assert [(u.uid, u.mark, u.number, u.by) for u in found.units] == [
        ("r3", Mark.INSERTED, "1.1", None),
        ("r1", Mark.KEPT, "1.2", None),
        ("r2", Mark.DELETED, "1.2", CLARO),
        ("r3", Mark.DELETED, "1.3", None),
        ("r4", Mark.INSERTED, "1.3", ALBA),
    ]


def test_chapters_are_paired_by_their_numbers() -> None:
    base = manifesto(chapter(1, unit("A."), title="Quiet nights"), chapter(2, unit("B.", uid="r2")))
    new = manifesto(chapter(1, unit("A."), title="Quiet days"), chapter(3, unit("C.", uid="r3")))

    found = redlined_text(base, new, "en").chapters

    assert [(one.number, one.mark) for one in found] == [(1, Mark.KEPT), (2, Mark.DELETED), (3, Mark.INSERTED)]
    assert [_text(stroke) for stroke in found[0].title] == ["Quiet ", "nights", "days"]


def test_a_unit_that_becomes_another_kind_goes_and_comes() -> None:
    one = unit("Text.")
    base, new = manifesto(chapter(1, one)), manifesto(chapter(1, replace(one, kind=UnitKind.COMMITMENT)))

    (found,) = redlined_text(base, new, "en").chapters

    assert [(u.mark, accepted(u), rejected(u)) for u in found.units] == [
        (Mark.DELETED, None, one),
        (Mark.INSERTED, replace(one, kind=UnitKind.COMMITMENT), None),
    ]


def test_a_unit_in_another_language_is_told_in_the_one_it_has() -> None:
    french = NumberedUnit("", (("fr", unit("Texte.")),))
    base, new = manifesto(preamble=[french]), manifesto(preamble=[french])

    (found,) = redlined_text(base, new, "en").preamble

    assert (found.language, found.mark) == ("fr", Mark.KEPT)


def test_a_translation_that_is_new_is_told_as_new() -> None:
    german, both = (("de", unit("Text.")),), (("de", unit("Text.")), ("en", unit("Words.")))
    base, new = manifesto(preamble=[NumberedUnit("", german)]), manifesto(preamble=[NumberedUnit("", both)])

    (found,) = redlined_text(base, new, "en").preamble

    assert (found.language, found.mark) == ("en", Mark.INSERTED)
