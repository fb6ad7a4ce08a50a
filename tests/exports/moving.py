"""A recommendation in which a sentence and a paragraph move and words change their marks, for the tests of redlines."""

from dataclasses import replace

from recommendations.domain.manifesto import Manifesto, NumberedUnit
from recommendations.domain.papers import Attribution, Contribution, Redline
from recommendations.domain.text import Paragraph, Span, Unit, UnitKind
from tests.exports.publications import make_publication

NEVA = Attribution("Neva", "2030-03-22", "Amendment 6", ((("en", "Adopted: 60 for, 20 against"),),))
SENTENCES = {
    "en": ("Every district has a place to meet.", "Trams run until two o’clock.", "Lamps follow the people."),
    "fr": ("Chaque quartier a un lieu de rencontre.", "Les trams roulent jusqu’à deux heures.", "La lumière suit."),
}
LINES = {
    "en": ("Night workers are asked first.", "Night workers are asked first and last.", "It costs ", "little", "."),
    "fr": ("On demande d’abord aux travailleurs.", "On demande d’abord aux gens.", "Cela coûte ", "peu", "."),
}


def before_and_after(language: str) -> tuple[Unit, Unit]:
    """The unit, and the one with a sentence from the first paragraph to the second, the last one first but changed."""
    one, two, three = SENTENCES[language]
    asked, changed, costs, little, end = LINES[language]
    texts = ((Span(f"{one} {two} {three}"),), (Span(costs), Span(little), Span(end)), (Span(asked),))
    paragraphs = tuple(Paragraph(f"m{n}", spans) for n, spans in enumerate(texts, start=1))
    base = Unit("m", UnitKind.RECOMMENDATION, paragraphs, "Nights" if language == "en" else "La nuit", ("eu",))
    first = Paragraph("m1", (Span(f"{one} {three}"),))
    second = Paragraph("m2", (Span(costs), Span(little, strong=True), Span(f"{end} {two}")))
    return base, replace(base, paragraphs=(first, Paragraph("m3", (Span(changed),)), second))


def with_moves(redline: Redline) -> Redline:
    """The redline with that recommendation at the end of its second chapter."""
    pairs = {language: before_and_after(language) for language in ("en", "fr")}
    base, new = (
        NumberedUnit("2.3", tuple((language, pair[side]) for language, pair in pairs.items())) for side in (0, 1)
    )
    publication = make_publication(_longer(redline.publication.manifesto, new))
    own = tuple(Contribution(language, *pair, NEVA) for language, pair in pairs.items())
    contributions = (*redline.contributions, *own)
    return replace(redline, base=_longer(redline.base, base), publication=publication, contributions=contributions)


def _longer(manifesto: Manifesto, unit: NumberedUnit) -> Manifesto:
    first, second, *rest = manifesto.chapters
    return replace(manifesto, chapters=(first, replace(second, units=(*second.units, unit)), *rest))
