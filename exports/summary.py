"""What a manifesto asks of one institution, short enough to be read on the way to a meeting."""

from exports.demands import Demand, demands_on
from exports.markup import Look, runs, tabulator
from exports.papers import Paper, finished_paper, write_head
from exports.typography import unbroken
from exports.words import tag
from exports.writing import Writing
from recommendations.domain.deliveries import Delivery
from recommendations.domain.manifesto import chosen


def write_summary(delivery: Delivery, addressee: str, language: str) -> bytes:
    """Number, title and first sentence of each recommendation addressed to the institution.

    Raises:
        UnsoundDocumentError: the file fails our own checks; it must not be published.
    """
    publication, manifesto = delivery.publication, delivery.publication.manifesto
    document = Writing(language, dict(manifesto.addressees), is_set=True)
    institution = dict(manifesto.addressees).get(addressee, ())
    about = Paper(
        edition=manifesto.edition,
        kind="summary",
        sha256=publication.sha256,
        day=delivery.day,
        title=institution,
        notice=publication.notice,
    )
    write_head(document, about)
    demands = demands_on(manifesto, addressee, language)
    if demands:
        lead = document.word("summary lead").format(institution=chosen(institution, language)[0] or addressee)
        document.say("PaperLine", lead)
    else:
        document.say("PaperLine", document.word("no demands"))
    titles = {chapter.number: chosen(chapter.title, language) for chapter in manifesto.chapters}
    last = None
    for demand in demands:
        if demand.chapter != last:
            title, spoken_in = titles[demand.chapter]
            document.say("DemandTheme", f"{demand.chapter}. {title}", language=spoken_in)
            last = demand.chapter
        _write_demand(document, demand)
    return finished_paper(document, about)


def _write_demand(document: Writing, demand: Demand) -> None:
    name = tag(demand.language)
    strong, plain = Look(name, strong=True), Look(name)
    text = unbroken(demand.sentence, demand.language)
    words = runs(demand.title, strong) + runs(f" – {text}" if demand.title else text, plain)
    content = runs(demand.number, strong) + tabulator(plain) + words
    document.add("Demand", content, length=len(demand.title) + len(text))
