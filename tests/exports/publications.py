"""Publications for the tests of the writers: plain functions with overrides."""

from collections.abc import Sequence
from dataclasses import replace

from recommendations.domain.manifesto import (
    Chapter,
    Manifesto,
    NumberedUnit,
    Publication,
    SignatureLine,
    VoteLine,
)
from recommendations.domain.manuscript import manuscript_hash
from recommendations.domain.text import Paragraph, Span, Unit, UnitKind

ENGLISH = (
    "Local authorities should bring together health, social, school and police data in a local observatory, "
    "publish its findings twice a year, and invite residents to discuss them before the budget is decided. "
)
FRENCH = (
    "Les collectivités locales devraient réunir des données sanitaires, sociales, scolaires et policières dans un "
    "observatoire local, publier ses résultats deux fois par an et inviter les habitants à en débattre. "
)
ADDRESSEES = (
    ("eu", (("en", "European Union"), ("fr", "Union européenne"))),
    ("local", (("en", "Local authorities"), ("fr", "Collectivités locales"))),
    ("national", (("en", "National governments"), ("fr", "Gouvernements nationaux"))),
)


def make_unit(uid: str, *, language: str = "en", title: str = "", **fields: object) -> Unit:
    """A recommendation with strong and emphasised words, a link and a footnote."""
    words = ENGLISH if language == "en" else FRENCH
    spans = (
        Span(words),
        Span("twice a year" if language == "en" else "deux fois par an", strong=True),
        Span(", "),
        Span("without exception" if language == "en" else "sans exception", emphasis=True),
        Span(" ("),
        Span("guide", link="https://example.org/guide?a=1&b=é"),
        Span(")."),
        Span("", footnote="Adopted unanimously by the workshop." if language == "en" else "Adopté à l’unanimité."),
    )
    values: dict[str, object] = {
        "kind": UnitKind.RECOMMENDATION,
        "title": title,
        "addressees": ("eu", "local"),
        "paragraphs": (Paragraph(f"{uid}-1", spans), Paragraph(f"{uid}-2", (Span(words),))),
    }
    return Unit(uid, **(values | fields))  # type: ignore[arg-type]  # overrides of any field


def make_outside(uid: str, kind: UnitKind, english: str, french: str) -> NumberedUnit:
    """A unit that stands outside of the recommendations."""
    texts = (("en", english), ("fr", french))
    units = tuple((language, Unit(uid, kind, (Paragraph(f"{uid}-1", (Span(text),)),))) for language, text in texts)
    return NumberedUnit("", units)


def make_recommendation(chapter: int, position: int) -> NumberedUnit:
    """A numbered recommendation in English and French."""
    uid = f"r{chapter:02d}{position:02d}"
    english = make_unit(uid, title=f"Know what happens in the streets ({position})")
    french = make_unit(uid, language="fr", title=f"Savoir ce qui se passe dans la rue ({position})")
    return NumberedUnit(f"{chapter}.{position}", (("en", english), ("fr", french)))


def make_manifesto(numbers: Sequence[int] = (1, 2, 4), recommendations: int = 2, **fields: object) -> Manifesto:
    """A manifesto with a preamble and chapters of these numbers."""
    passage = make_outside("x1", UnitKind.PASSAGE, "What we see: " + ENGLISH, "Ce que nous voyons : " + FRENCH)
    written = tuple(
        Chapter(
            number,
            (
                ("en", f"Streets and squares for everyone {number}"),
                ("fr", f"Des rues et des places pour tous {number}"),
            ),
            (passage, *(make_recommendation(number, position) for position in range(1, recommendations + 1))),
        )
        for number in numbers
    )
    values: dict[str, object] = {
        "edition": (("en", "Assembly of Porto Claro"), ("fr", "Assemblée de Porto Claro")),
        "place": "Porto Claro",
        "days": ("2030-03-20", "2030-03-21", "2030-03-22"),
        "languages": ("en", "fr"),
        "addressees": ADDRESSEES,
        "preamble": (
            make_outside(
                "c1", UnitKind.CITATION, "having regard to the charter of cities,", "vu la charte des villes,"
            ),
            make_outside("w1", UnitKind.RECITAL, "whereas safety is built where people live;", "considérant que ;"),
            make_outside("f1", UnitKind.PASSAGE, "We, the cities, recommend:", "Nous, les villes, recommandons :"),
        ),
        "chapters": written,
    }
    return Manifesto(**(values | fields))  # type: ignore[arg-type]  # overrides of any field


def make_vote(**fields: object) -> VoteLine:
    """An announced vote."""
    values: dict[str, object] = {
        "question": (("en", "Shall recommendation 1.1 be adopted?"), ("fr", "Adopter la recommandation 1.1 ?")),
        "majority": "two_thirds_cast",
        "yes": "70",
        "no": "10",
        "abstain": "4.5",
        "entitled": "84",
        "adopted": True,
        "closed_at": "2030-03-22T14:02:11+00:00",
    }
    return VoteLine(**(values | fields))  # type: ignore[arg-type]  # overrides of any field


def make_publication(manifesto: Manifesto | None = None, *, votes: int = 3, **fields: object) -> Publication:
    """A signed publication with an annex of votes."""
    text = manifesto or make_manifesto()
    sha256 = manuscript_hash(text)
    signature = SignatureLine("A. Example", "president", "Porto Claro", "2030-03-22T16:30:00+00:00", sha256)
    lines = tuple(make_vote(adopted=bool(number % 4)) for number in range(1, votes + 1))
    values = {"adopted_on": "2030-03-22", "votes": lines, "signatures": (signature,), "notice": ()}
    return replace(Publication(text, sha256, "", (), ()), **(values | fields))  # type: ignore[arg-type]  # overrides
