from recommendations.domain.canonical import sha256
from recommendations.domain.encoding import unit_from_json, unit_to_json
from recommendations.domain.text import Paragraph, Span, Unit, UnitKind

UNIT = Unit(
    "r1",
    UnitKind.RECOMMENDATION,
    (Paragraph("p1", (Span("We call on "), Span("cities", strong=True), Span("", footnote="All of them."))),),
    title="Buses",
    addressees=("local",),
)


def test_a_unit_survives_its_json_form() -> None:
    assert unit_from_json(unit_to_json(UNIT)) == UNIT


def test_composed_and_decomposed_letters_have_the_same_hash() -> None:
    assert sha256("caf\u00e9") == sha256("cafe\u0301")
