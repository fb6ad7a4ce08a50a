"""Word files of partners, for the tests of what is made of them."""

from tests.intake.word.papers import document, par, part, run

_STYLES = part(
    "styles",
    "".join(
        f'<w:style w:type="paragraph" w:styleId="H{level}"><w:name w:val="heading {level}"/></w:style>'
        for level in (1, 2)
    ),
)


def heading(text: str, level: int = 1) -> str:
    """A heading."""
    return par(run(text), style=f"H{level}")


def text(words: str) -> str:
    """A paragraph."""
    return par(run(words), style="Normal")


def written(*paragraphs: str) -> bytes:
    """A Word file of these paragraphs."""
    return document("".join(paragraphs), {"styles": _STYLES})


STREETS = written(
    text("We, the cities, declare:"),
    heading("Preamble"),
    text("Having regard to the charter of cities,"),
    text("whereas people live in streets;"),
    heading("Streets"),
    text("What we see."),
    heading("Light them", 2),
    text("Addressed to: European Union · Cities"),
    text("Cities light\u00a0their streets."),
    heading("Clean them", 2),
    text("Commitment of the cities themselves"),
    text("Cities clean their streets."),
    heading("Squares"),
    heading("Plant trees", 2),
    text("Cities plant trees."),
    heading("Signatures"),
)
RUES = written(
    heading("Rues"),
    text("Ce que nous voyons."),
    heading("Les éclairer", 2),
    text("Les villes éclairent leurs rues."),
    heading("Les nettoyer", 2),
    text("Les villes nettoient leurs rues."),
)
