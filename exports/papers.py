"""What the assembly's papers have in common: the head of the first page, and the file around the text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from exports.frame import Frame, finished
from exports.writing import Writing
from recommendations.domain.anchors import PROPERTY_HASH, PROPERTY_LANGUAGE
from recommendations.domain.manifesto import Translations, chosen


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper outside of its text; ``kind`` is the key of its name, ``lines`` stand below the title."""

    edition: Translations
    kind: str
    sha256: str
    day: str
    lines: Sequence[str] = ()
    title: Translations = ()
    notice: Translations = ()
    numbers: tuple[int, ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict)
    is_tracked: bool = False
    has_line_numbers: bool = False


def write_head(document: Writing, paper: Paper) -> None:
    """Edition, kind and title of the paper, and what else is known of it."""
    document.say_chosen("PaperHead", paper.edition)
    document.say("PaperTitle", document.word(paper.kind))
    # Minutes have no subject beside their kind.
    if document.word(paper.kind) not in dict(paper.title).values():
        document.say_chosen("PaperSubject", paper.title)
    for line in filter(None, paper.lines):
        document.say("PaperLine", line)
    document.say_chosen("Notice", paper.notice)


def finished_paper(document: Writing, paper: Paper) -> bytes:
    """The file; the same text and paper give the same bytes.

    Raises:
        UnsoundDocumentError: the file fails our own checks; it must not be published.
    """
    properties = {PROPERTY_HASH: paper.sha256, PROPERTY_LANGUAGE: document.language}
    frame = Frame(
        edition=paper.edition,
        kind=document.word(paper.kind),
        foot=f"SHA-256 {paper.sha256[:8]}…",
        day=paper.day,
        properties=dict(paper.properties) or properties,
        subject=chosen(paper.title, document.language)[0],
        notice=paper.notice,
        numbers=paper.numbers,
        pages=document.page,
        is_tracked=paper.is_tracked,
        has_line_numbers=paper.has_line_numbers,
    )
    return finished(document, "".join(document.parts), frame)
