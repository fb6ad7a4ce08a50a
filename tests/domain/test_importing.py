"""What the parts of a foreign draft become: by their words, by the names of addressees, by their shape."""

from uuid import UUID, uuid4

import pytest

from recommendations.domain.imported import Counted, HeadingsBy, ImportedDraft, ImportedTheme, ItemsBy, Wanted
from recommendations.domain.importing import (
    House,
    Reading,
    aligned,
    has_words,
    in_the_house,
    is_flat,
    is_preamble,
)
from recommendations.domain.text import Paragraph, Span, Unit, UnitKind
from tests.factories import make_unit

NAMES = {
    "eu": {"en": "European Union", "fr": "Union européenne"},
    "local": {"en": "Cities"},
    "parks": {"en": "Committee on Streets, Squares and Parks"},
}
HOUSE = House(NAMES, UUID(int=1), "Our_wishes 2030.docx")


def passage(text: str) -> Unit:
    return Unit("p", UnitKind.PASSAGE, (Paragraph("p1", (Span(text),)),))


def housed(*units: Unit, house: House = HOUSE) -> tuple[Unit, ...]:
    draft = ImportedDraft("hash", "", themes=(ImportedTheme("Streets", units, ItemsBy.HEADINGS),), counted=Counted())
    return in_the_house(draft, Reading(), house)[0].units


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Having regard to the charter,", UnitKind.CITATION),
        ("having considered the report,", UnitKind.CITATION),
        ("Vu la charte des villes,", UnitKind.CITATION),
        ("vu l’avis du comité,", UnitKind.CITATION),
        ("whereas people live in streets;", UnitKind.RECITAL),
        ("(1) Whereas people live in streets;", UnitKind.RECITAL),
        ("A. whereas people live in streets;", UnitKind.RECITAL),
        ("considérant que les gens vivent dans la rue ;", UnitKind.RECITAL),
        ("Vus de loin, ces chiffres rassurent.", UnitKind.PASSAGE),
        ("We regard streets as homes.", UnitKind.PASSAGE),
        ("", UnitKind.PASSAGE),
    ],
)
def test_citations_and_recitals_are_known_by_their_first_words(text: str, kind: UnitKind) -> None:
    assert housed(passage(text))[0].kind is kind


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("Addressed to: European Union · Cities", ("eu", "local")),
        ("À l’adresse de\u00a0: Union européenne", ("eu",)),
        ("To: cities, European Union.", ("local", "eu")),
        ("To: Cities; Cities", ("local",)),
        ("ADDRESSED TO :  european\u00a0 union", ("eu",)),
        ("To: Committee on Streets, Squares and Parks · Cities", ("parks", "local")),
        ("Partners: Cities, Mars", ()),
        ("Cities", ()),
        (": Cities", ()),
    ],
)
def test_addressees_are_known_by_the_names_that_they_have_in_the_edition(line: str, codes: tuple[str, ...]) -> None:
    (unit,) = housed(make_unit("r1", line, "Words.", addressees=()))

    assert unit.addressees == codes
    assert [one.plain for one in unit.paragraphs][-1] == "Words."
    assert len(unit.paragraphs) == (1 if codes else 2)


def styled(*lines: str, title: str = "Light them") -> ImportedTheme:
    """A recommendation whose first paragraphs have the style of lines that say to whom it speaks."""
    unit = make_unit("r1", *lines, "Words.", addressees=(), title=title)
    uids = frozenset(one.uid for one in unit.paragraphs[:-1])
    draft = ImportedDraft("hash", "", themes=(ImportedTheme("Streets", (unit,), ItemsBy.HEADINGS, uids),))
    return in_the_house(draft, Reading(), HOUSE)[0]


@pytest.mark.parametrize(
    ("lines", "kind", "codes", "unknown", "left"),
    [
        pytest.param(("Cities",), "recommendation", ("local",), [], 1, id="a name alone"),
        pytest.param(("Commitment of cities", "To: eu"), "commitment", ("eu",), [], 1, id="a commitment with a code"),
        pytest.param(("To: Cities · Mars",), "recommendation", ("local",), ["Mars"], 2, id="one of two unknown"),
        pytest.param(("To: Mars, the Moon",), "recommendation", (), ["Mars, the Moon"], 2, id="none known"),
        pytest.param(("A promise of ours",), "recommendation", (), ["A promise of ours"], 2, id="no name at all"),
    ],
)
def test_styled_lines_become_addressees_and_unknown_names_are_told_and_stay(
    lines: tuple[str, ...], kind: str, codes: tuple[str, ...], unknown: list[str], left: int
) -> None:
    theme = styled(*lines)

    (unit,) = theme.units
    assert (unit.kind, unit.addressees) == (kind, codes)
    assert theme.unknown == tuple((unit.uid, name) for name in unknown)
    assert len(unit.paragraphs) == left


def test_announced_addressees_are_taken_though_one_is_unknown() -> None:
    (unit,) = housed(make_unit("r1", "Addressed to: Cities, Mars", "Words.", addressees=()))

    assert unit.addressees == ("local",)
    assert [one.plain for one in unit.paragraphs] == ["Addressed to: Cities, Mars", "Words."]


def test_a_line_with_a_footnote_stays_for_its_footnote() -> None:
    note = Paragraph("l", (Span("To: Cities"), Span("", footnote="All of them.")))
    unit = Unit("r", UnitKind.RECOMMENDATION, (note, Paragraph("p", (Span("Words."),))), "Light them")

    (read,) = housed(unit)

    assert read.addressees == ("local",)
    assert [one.plain for one in read.paragraphs] == ["To: Cities", "Words."]


def test_a_draft_without_headings_is_a_theme_named_after_its_file() -> None:
    theme = ImportedTheme("", (make_unit("r1", "Words."),), ItemsBy.PARAGRAPHS)
    draft = ImportedDraft("hash", "", themes=(theme,), headings_by=HeadingsBy.NOTHING)

    for reading in (Reading(), Reading(is_whole=True)):
        (found,) = in_the_house(draft, reading, HOUSE)
        assert (found.title, len(found.units)) == ("Our wishes 2030", 1)


def test_the_only_paragraph_of_a_recommendation_stays_one() -> None:
    (unit,) = housed(make_unit("r1", "To: Cities", addressees=()))

    assert (unit.addressees, unit.paragraphs[0].plain) == ((), "To: Cities")


def test_a_line_below_the_title_makes_a_commitment() -> None:
    lines = ("Commitment of the cities", "To: Cities", "We light them.")

    commitment, demand = housed(
        make_unit("r1", *lines, addressees=()), make_unit("r2", "Commitment is what we ask for.", "More.")
    )

    assert (commitment.kind, commitment.addressees) == (UnitKind.COMMITMENT, ("local",))
    assert [one.plain for one in commitment.paragraphs] == ["We light them."]
    assert demand.kind is UnitKind.RECOMMENDATION


def test_spaces_that_a_printer_holds_together_are_plain_again() -> None:
    note = Span("", footnote="No\u00a05\u202f!")
    unit = Unit("r1", UnitKind.RECOMMENDATION, (Paragraph("p", (Span("5\u00a0years"), note)),), "A\u00a0title")

    (found,) = housed(unit)

    assert (found.title, found.paragraphs[0].spans) == ("A title", (Span("5 years"), Span("", footnote="No 5 !")))


def test_the_same_file_gives_other_identifiers_the_next_time() -> None:
    one, again = housed(make_unit("r1", "Words.")), housed(make_unit("r1", "Words."))
    (other,) = housed(make_unit("r1", "Words."), house=House({}, uuid4()))

    assert one == again
    assert other.uid != one[0].uid
    assert other.paragraphs[0].uid != one[0].paragraphs[0].uid


def test_one_theme_of_many_headings() -> None:
    themes = tuple(ImportedTheme(title, (passage(f"{title}."),), ItemsBy.NOTHING) for title in ("One", "Two"))
    empty = ImportedTheme("Three", (), ItemsBy.NOTHING)
    draft = ImportedDraft("hash", "Whole", (Paragraph("b", (Span("Before."),)),), (*themes, empty))

    (theme,) = in_the_house(draft, Reading(is_whole=True), HOUSE)

    assert theme.title == "Whole"
    assert [(unit.kind, unit.title) for unit in theme.units] == [
        (UnitKind.PASSAGE, ""),
        *((UnitKind.RECOMMENDATION, title) for title in ("One", "Two", "Three")),
    ]
    assert is_flat(draft)
    assert Reading(Wanted(2, 3, ItemsBy.LISTS), is_whole=True).asked == Wanted(2, None, ItemsBy.NOTHING)


def test_the_preamble_says_that_it_is_one() -> None:
    assert is_preamble(ImportedTheme(" Préambule", (), ItemsBy.NOTHING))
    assert not is_preamble(ImportedTheme("Streets", (), ItemsBy.NOTHING))


def test_a_text_has_words_when_anybody_has_written_any() -> None:
    assert not has_words((make_unit("r1", " ", title=" "), make_unit("r2", title="")))
    assert has_words((make_unit("r1", title="Title"),))
    assert has_words((make_unit("r1", "Words.", title=""),))
    assert has_words((Unit("p", UnitKind.PASSAGE, (Paragraph("p", (Span("", footnote="Note"),)),)),))


def test_languages_of_one_shape_share_their_identifiers() -> None:
    english = (passage("We see."), make_unit("r1", "One.", "Two."))
    french = (passage("Nous voyons."), make_unit("x", "Un.", "Deux.", addressees=()))

    same = aligned(french, english)

    assert [unit.uid for unit in same] == ["p", "r1"]
    assert [one.uid for one in same[1].paragraphs] == ["r1-p1", "r1-p2"]
    assert [one.plain for one in same[1].paragraphs] == ["Un.", "Deux."]
    assert same[1].addressees == ("local",)


def test_languages_of_different_shapes_do_not() -> None:
    french = (make_unit("x", "Un."),)

    assert aligned(french, (make_unit("r1", "One.", "Two."),)) == french
    assert aligned(french, ()) == french
