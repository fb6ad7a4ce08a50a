"""The letter with which a manifesto goes to one addressee."""

from exports.annex import grouped
from exports.demands import demands_on
from exports.language_note import language_notes
from exports.markup import Look, runs
from exports.papers import Paper, finished_paper
from exports.register import register_lines
from exports.signing import signed, unsigned, write_blocks
from exports.words import date_in_words, tag
from exports.writing import Writing
from recommendations.domain.deliveries import Delivery, RecipientLine
from recommendations.domain.manifesto import chosen

_ROOM = '<w:spacing w:before="480"/>'


def write_letter(delivery: Delivery, recipient: RecipientLine) -> bytes:
    """The covering letter in the recipient's language, with the signatures that the manifesto has.

    Raises:
        UnsoundDocumentError: the file fails our own checks; it must not be published.
    """
    publication, manifesto = delivery.publication, delivery.publication.manifesto
    document = Writing(recipient.language, dict(manifesto.addressees), is_set=True)
    about = Paper(
        edition=manifesto.edition,
        kind="letter",
        sha256=publication.sha256,
        day=delivery.day,
        notice=publication.notice,
    )
    document.say_chosen("PaperHead", manifesto.edition)
    for line in register_lines(delivery, recipient.language):
        document.say("LetterLine", line)
    document.say("LetterLine", recipient.name, extra=_ROOM)
    for line in filter(None, (recipient.office, *recipient.address)):
        document.say("LetterLine", line)
    document.say("PaperLine", f"{manifesto.place}, {date_in_words(delivery.day, recipient.language)}", extra=_ROOM)
    document.say_chosen("Notice", publication.notice)
    subject = document.word("subject").format(edition=chosen(manifesto.edition, recipient.language)[0])
    look = Look(document.look.language, strong=True)
    document.add("PaperSubject", runs(subject, look), length=len(subject), extra=_ROOM)
    _write_text(document, delivery, recipient)
    blocks = [signed(document, line) for line in publication.signatures] or [unsigned(document, "president")]
    write_blocks(document, blocks)
    return finished_paper(document, about)


def _write_text(document: Writing, delivery: Delivery, recipient: RecipientLine) -> None:
    publication, manifesto = delivery.publication, delivery.publication.manifesto
    document.say("LetterText", recipient.salutation or document.word("dear"))
    if publication.adopted_on:
        adopted = date_in_words(publication.adopted_on, document.language)
        document.say("LetterText", document.word("letter adopted").format(adopted=adopted, place=manifesto.place))
    else:
        document.say("LetterText", document.word("letter draft"))
    _write_demands(document, delivery, recipient)
    document.say("LetterText", document.word("letter contents"))
    document.say("LetterText", " ".join(language_notes(delivery, document.language)))
    document.say("LetterText", document.word("letter hash"), extra="<w:keepNext/>")
    document.say("Hash", grouped(publication.sha256))
    document.say("LetterText", document.word("faithfully"), extra="<w:keepNext/>")


def _write_demands(document: Writing, delivery: Delivery, recipient: RecipientLine) -> None:
    manifesto = delivery.publication.manifesto
    number = len(demands_on(manifesto, recipient.addressee, document.language))
    names = dict(manifesto.addressees).get(recipient.addressee, ())
    institution, spoken_in = chosen(names, document.language)
    if not number:
        return
    before, after = document.word("letter one" if number == 1 else "letter many").split("{institution}")
    content = runs(before.format(number=number), document.look) + runs(institution, Look(tag(spoken_in)))
    document.add("LetterText", content + runs(after, document.look), length=len(before) + len(institution) + len(after))
