"""A page or two on which every style can be seen: what a template is tried on with."""

from recommendations.domain.manifesto import Chapter, Manifesto, NumberedUnit, Publication, VoteLine
from recommendations.domain.manuscript import manuscript_hash
from recommendations.domain.text import Paragraph, Span, Unit, UnitKind

_EDITION = (("en", "A page to try the template on"), ("fr", "Une page pour essayer le modèle"))
_ADDRESSEES = (("all", (("en", "Everybody who reads it"), ("fr", "Toutes les personnes qui la lisent"))),)
_THEME = (("en", "How a theme looks"), ("fr", "L’aspect d’un thème"))
_QUESTION = (("en", "Shall this table look like this?"), ("fr", "Ce tableau doit-il avoir cet aspect ?"))
_NOTICE = (("en", "Sample text, for the look alone"), ("fr", "Texte d’exemple, pour l’aspect seulement"))
_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "citation": "having regard to a text that is cited,",
        "recital": "whereas a reason stands before what it supports;",
        "passage": "This is a passage: words between the recommendations, which explain them. It runs over more than "
        "one line, so that the distance between the lines can be judged as well.",
        "title": "How the title of a recommendation looks",
        "words": "This is the text of a recommendation, with ",
        "strong": "words in bold",
        "emphasis": "words in italics",
        "note": "A footnote looks like this.",
        "last": "This is its second paragraph.",
    },
    "fr": {
        "citation": "vu un texte qui est cité,",
        "recital": "considérant qu’un motif précède ce qu’il fonde ;",
        "passage": "Ceci est un passage : des mots entre les recommandations, qui les expliquent. Il occupe plus d’une "
        "ligne, afin que l’on puisse juger aussi de l’interligne.",
        "title": "L’aspect du titre d’une recommandation",
        "words": "Ceci est le texte d’une recommandation, avec ",
        "strong": "des mots en gras",
        "emphasis": "des mots en italique",
        "note": "Une note de bas de page a cet aspect.",
        "last": "Ceci en est le deuxième alinéa.",
    },
}
LANGUAGES = tuple(_WORDS)


def sample() -> Publication:
    """The sample as a manifesto that nobody has adopted, in English and French."""
    before = (_outside("c", UnitKind.CITATION, "citation"), _outside("w", UnitKind.RECITAL, "recital"))
    units = (_outside("p", UnitKind.PASSAGE, "passage"), *(_recommendation(number) for number in (1, 2)))
    manifesto = Manifesto(_EDITION, "", (), LANGUAGES, _ADDRESSEES, before, (Chapter(1, _THEME, units),))
    vote = VoteLine(_QUESTION, "two_thirds_cast", "70", "10", "4", "84", adopted=True, closed_at="2030-03-22T14:02:11Z")
    return Publication(manifesto, manuscript_hash(manifesto), "", (vote,), (), _NOTICE)


def _outside(uid: str, kind: UnitKind, key: str) -> NumberedUnit:
    texts = (
        (language, Unit(uid, kind, (Paragraph(f"{uid}-1", (Span(_WORDS[language][key]),)),))) for language in _WORDS
    )
    return NumberedUnit("", tuple(texts))


def _recommendation(number: int) -> NumberedUnit:
    return NumberedUnit(
        f"1.{number}", tuple((language, _unit(f"r{number}", words)) for language, words in _WORDS.items())
    )


def _unit(uid: str, words: dict[str, str]) -> Unit:
    spans = (
        Span(words["words"]),
        Span(words["strong"], strong=True),
        Span(", "),
        Span(words["emphasis"], emphasis=True),
        Span(" ("),
        Span("www.example.org", link="https://www.example.org/"),
        Span(")."),
        Span("", footnote=words["note"]),
    )
    paragraphs = (Paragraph(f"{uid}-1", spans), Paragraph(f"{uid}-2", (Span(words["last"]),)))
    return Unit(uid, UnitKind.RECOMMENDATION, paragraphs, words["title"], ("all",))
