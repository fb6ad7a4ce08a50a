"""The letter to one addressee, and what the manifesto asks of them, on a page."""

from collections.abc import Iterator

from exports.chapters import write_heading
from exports.frame import Frame, finished
from exports.markup import Look, runs, tabulator
from exports.papers import Paper, finished_paper, write_head
from exports.words import date_in_words, tag
from exports.writing import Writing
from recommendations.domain.anchors import PROPERTY_HASH, PROPERTY_LANGUAGE
from recommendations.domain.manifesto import Chapter, NumberedUnit, Publication, Translations, chosen
from recommendations.domain.papers import Letter
from recommendations.domain.text import Unit


def write_letter(letter: Letter, language: str) -> bytes:
    """The letter, with the addresses, the text, a place for the signature, and the enclosures.

    Raises:
        UnsoundDocumentError: the file fails our own checks; it must not be published.
    """
    document = Writing(language, {}, is_set=True)
    _write_addresses(document, letter)
    _say(document, "LetterText", letter.subject, "subject", strong=True)
    for paragraph in letter.paragraphs:
        _say(document, "LetterText", paragraph)
    document.add("SignatureLine", "", length=1, extra='<w:spacing w:before="840"/>')
    look = Look(document.look.language, strong=True)
    document.add("SignatureText", runs(letter.signatory, look), length=30)
    _say(document, "SignatureText", letter.function)
    if letter.enclosures:
        document.add("VoteQuestion", runs(document.word("enclosures"), document.look), length=20)
        for enclosure in letter.enclosures:
            _say(document, "LetterLine", enclosure)
    frame = Frame(
        edition=letter.edition,
        kind=document.word("letter"),
        foot=f"SHA-256 {letter.sha256[:8]}…",
        day=letter.sent_on,
        properties={PROPERTY_HASH: letter.sha256, PROPERTY_LANGUAGE: language},
        subject=chosen(letter.subject, language)[0],
        pages=document.page,
    )
    return finished(document, "".join(document.parts), frame)


def write_demands(publication: Publication, addressee: str, language: str) -> bytes:
    """What the manifesto asks of one addressee (a code): its recommendations by theme, each in a line.

    Raises:
        UnsoundDocumentError: the file fails our own checks; it must not be published.
    """
    manifesto = publication.manifesto
    document = Writing(language, dict(manifesto.addressees), is_set=True)
    name = chosen(dict(manifesto.addressees).get(addressee, ()), language)[0] or addressee
    about = Paper(
        edition=manifesto.edition,
        kind="demands",
        title=((language, document.word("demands to").format(name=name)),),
        sha256=publication.sha256,
        day=publication.adopted_on or min(manifesto.days, default=""),
        notice=publication.notice,
    )
    write_head(document, about)
    write_heading(document, document.word("demands"), "demands")
    asked = [(chapter, list(_asked(chapter, addressee))) for chapter in manifesto.chapters]
    count = sum(len(units) for _, units in asked)
    total = sum(bool(unit.number) for chapter in manifesto.chapters for unit in chapter.units)
    document.say("Passage", document.word("demands lead" if count else "no demands").format(count=count, all=total))
    for chapter, units in asked:
        if units:
            title, spoken_in = chosen(chapter.title, language)
            content = runs(f"{chapter.number}. {title}", Look(tag(spoken_in)))
            document.add("DemandTheme", content, length=len(title))
        for numbered in units:
            _write_demand(document, numbered)
    return finished_paper(document, about)


def _write_addresses(document: Writing, letter: Letter) -> None:
    for line in letter.sender:
        document.say("LetterLine", line)
    if letter.register:
        document.say("LetterLine", document.word("register").format(number=letter.register))
    for place, line in enumerate(letter.recipient):
        document.say("LetterLine", line, extra='<w:spacing w:before="480"/>' if place == 0 else "")
    when = f"{letter.place}, {date_in_words(letter.sent_on, document.language)}"
    document.say("LetterLine", when, extra='<w:spacing w:before="480" w:after="360"/>')


def _say(document: Writing, style: str, text: Translations, pattern: str = "", *, strong: bool = False) -> None:
    words, language = chosen(text, document.language)
    said = document.word(pattern).format(subject=words) if pattern else words
    if said:
        document.add(style, runs(said, Look(tag(language), strong=strong)), length=len(said))


def _asked(chapter: Chapter, addressee: str) -> Iterator[NumberedUnit]:
    for numbered in chapter.units:
        if numbered.number and addressee in numbered.texts[0][1].addressees:
            yield numbered


def _write_demand(document: Writing, numbered: NumberedUnit) -> None:
    unit, language = _text(numbered, document.language)
    words = unit.title or next((paragraph.plain for paragraph in unit.paragraphs), "")
    look = Look(tag(language))
    content = runs(numbered.number, look._replace(strong=True)) + tabulator(look) + runs(words, look)
    document.add("Demand", content, length=len(words))


def _text(numbered: NumberedUnit, language: str) -> tuple[Unit, str]:
    unit = numbered.text(language)
    return (unit, language) if unit is not None else (numbered.texts[0][1], numbered.texts[0][0])
