"""What a manifesto asks of one institution, on one page, short enough to be read on the way to a meeting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from exports.demands import Demand, demands_on
from exports.line_widths import points
from exports.markup import Look, runs, tabulator
from exports.papers import Paper, finished_paper, write_head
from exports.register import register_lines
from exports.typography import unbroken
from exports.words import tag
from exports.writing import Writing
from recommendations.domain.deliveries import Delivery
from recommendations.domain.manifesto import Translations, chosen

_ROOM = 690.0
"""Points on one A4 page between our margins; the estimates are a tenth too high."""
_LINE = 460.0
"""Points of a line behind the number, as much too wide as words are taken to be."""
_SIZE = 9.0
_FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True)
class _Form:
    """How much room the demands take; in a short form each has one line, of nine points."""

    is_short: bool = False
    has_themes: bool = True


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of which institution, with the titles of the themes by their numbers."""

    institution: str
    titles: Mapping[int, Translations]
    demands: Sequence[Demand]


_FORMS = (_Form(), _Form(is_short=True), _Form(is_short=True, has_themes=False))


def write_summary(delivery: Delivery, addressee: str, language: str) -> bytes:
    """Number, title and first sentence of each recommendation addressed to the institution.

    Many of them are shortened to a line each, then stand without their themes; what one page cannot hold even so is
    counted at its end, with its numbers.

    Raises:
        UnsoundDocumentError: the file fails our own checks; it must not be published.
    """
    manifesto = delivery.publication.manifesto
    institution = dict(manifesto.addressees).get(addressee, ())
    about = Paper(
        edition=manifesto.edition,
        kind="summary",
        sha256=delivery.publication.sha256,
        day=delivery.day,
        title=institution,
        lines=register_lines(delivery, language),
        notice=delivery.publication.notice,
    )
    demands = demands_on(manifesto, addressee, language)
    titles = {chapter.number: chapter.title for chapter in manifesto.chapters}
    asked = _Asked(chosen(institution, language)[0] or addressee, titles, demands)
    return finished_paper(_fitting(about, asked, language), about)


def _fitting(about: Paper, asked: _Asked, language: str) -> Writing:
    for form in _FORMS:
        document = _written(about, asked, language, form, len(asked.demands))
        if document.height <= _ROOM:
            return document
    kept = len(asked.demands)
    while document.height > _ROOM and kept:
        kept = max(0, kept - 1 - int((document.height - _ROOM) / _SIZE / 2))
        document = _written(about, asked, language, _FORMS[-1], kept)
    return document


def _written(about: Paper, asked: _Asked, language: str, form: _Form, kept: int) -> Writing:
    """The page with so many of the demands; the other ones are counted."""
    document = Writing(language, {}, is_set=True)
    write_head(document, about)
    lead = "summary short lead" if form.is_short else "summary lead" if asked.demands else "no demands"
    document.say("PaperLine", document.word(lead).format(institution=asked.institution))
    for chapter, group in groupby(asked.demands[:kept], key=lambda demand: demand.chapter):
        if form.has_themes:
            _write_theme(document, chapter, asked.titles[chapter], form)
        for demand in group:
            _write_demand(document, demand, form)
    more = asked.demands[kept:]
    if more:
        listed = ", ".join(demand.number for demand in more)
        words = document.word("more demands").format(number=len(more), listed=listed)
        document.say("PaperLine", words, extra='<w:spacing w:before="120"/>')
    return document


def _write_theme(document: Writing, number: int, title: Translations, form: _Form) -> None:
    words, spoken_in = chosen(title, document.language)
    style = "DemandThemeShort" if form.is_short else "DemandTheme"
    document.say(style, f"{number}. {words}", language=spoken_in)


def _write_demand(document: Writing, demand: Demand, form: _Form) -> None:
    name = tag(demand.language)
    strong, plain = Look(name, strong=True), Look(name)
    title, sentence = demand.title, demand.sentence
    if form.is_short:
        title = shortened(title, _LINE, fewest=1)
        room = _LINE - points(f"{title} – ", _SIZE)
        sentence = "" if title != demand.title else shortened(sentence, room, fewest=_FEWEST_WORDS)
    text = unbroken(sentence, demand.language)
    dash = " – " if title and text else ""
    content = runs(demand.number, strong) + tabulator(plain) + runs(title, strong) + runs(dash + text, plain)
    document.add("DemandShort" if form.is_short else "Demand", content, length=len(title) + len(dash + text))


def shortened(text: str, room: float, *, fewest: int) -> str:
    """The text, or as many of its first words as have ``room`` (in points), with an ellipsis.

    Empty where not even the ``fewest`` words have it; a single word that is too long stays.
    """
    if points(text, _SIZE) <= room:
        return text
    words = text.split()
    kept = len(words)
    while kept and points(" ".join(words[:kept]) + "…", _SIZE) > room:
        kept -= 1
    if kept < fewest:
        return words[0] if fewest == 1 else ""
    return " ".join(words[:kept]).rstrip(",;:–") + "…"
