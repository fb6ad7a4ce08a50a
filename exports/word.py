"""The manifesto as a Word file, written from the frozen publication, clean or with its changes."""

from collections.abc import Sequence
from dataclasses import replace

from exports.annex import write_authenticity, write_votes
from exports.chapters import write_chapters, write_preamble
from exports.frame import Frame, finished
from exports.front import contents, pages_of_contents, state_in_words, write_title_page
from exports.references import targets_of
from exports.signing import write_signatures
from exports.tracking import Tracking
from exports.writing import Heading, Writing
from recommendations.domain.anchors import PROPERTY_HASH, PROPERTY_LANGUAGE
from recommendations.domain.manifesto import Publication, chosen
from recommendations.domain.papers import Redline
from recommendations.domain.redlined_text import RedlinedText, redlined_text, untouched_text

_PAGE_BREAK = '<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr><w:r><w:br w:type="page"/></w:r></w:p>'


def write_word(publication: Publication, language: str, pages: Sequence[int] = ()) -> bytes:
    """The manifesto in one language as .docx: the same publication gives the same bytes.

    ``pages`` are those of all headings in their order, where they are known; otherwise they are estimated.

    Raises:
        UnsoundDocumentError: the file fails our own checks; it must not be published.
    """
    text = Writing(language, dict(publication.manifesto.addressees), is_set=True)
    text.targets = targets_of(publication.manifesto)
    return _written(publication, untouched_text(publication.manifesto, language), text, pages=pages)


def write_redline(redline: Redline, language: str, pages: Sequence[int] = ()) -> bytes:
    """The manifesto with real tracked changes against an earlier text, each signed by the one who made it.

    ``pages`` are those of all headings, also of the struck ones, in their order.

    Raises:
        UnsoundDocumentError: the file fails our own checks; it must not be published.
    """
    publication = redline.publication
    text = Writing(language, dict(redline.base.addressees) | dict(publication.manifesto.addressees))
    text.tracking = Tracking(text.word("editor"), redline.edited_on or publication.adopted_on, text.word("creator"))
    shown = redlined_text(redline.base, publication.manifesto, language, redline.contributions)
    return _written(publication, shown, text, chosen(redline.base_name, language)[0], pages)


def _written(
    publication: Publication, shown: RedlinedText, text: Writing, base: str = "", pages: Sequence[int] = ()
) -> bytes:
    front = Writing(text.language, text.addressees)
    write_title_page(front, publication, base)
    text.parts.append(_PAGE_BREAK)
    write_preamble(text, shown)
    write_chapters(text, shown)
    write_signatures(text, publication)
    write_votes(text, publication)
    write_authenticity(text, publication)
    text.headings = _placed(text.headings, pages)
    body = "".join(front.parts) + contents(text) + "".join(text.parts)
    return finished(text, body, _frame(publication, shown, text))


def _placed(headings: Sequence[Heading], pages: Sequence[int]) -> list[Heading]:
    """The entries of the contents with their pages: those that were found, or estimates behind title and contents."""
    if len(pages) == len(headings):
        found = zip(headings, pages, strict=True)
        return [replace(heading, page=page) for heading, page in found if not heading.is_struck]
    standing = [heading for heading in headings if not heading.is_struck]
    before = 1 + pages_of_contents(standing)
    return [replace(heading, page=heading.page + before) for heading in standing]


def _frame(publication: Publication, shown: RedlinedText, text: Writing) -> Frame:
    manifesto = publication.manifesto
    names = [chosen(names, text.language)[0] for _, names in manifesto.addressees]
    chapters = [chosen(chapter.title, text.language)[0] for chapter in manifesto.chapters]
    return Frame(
        edition=manifesto.edition,
        kind=text.word("manifesto"),
        foot=f"SHA-256 {publication.sha256[:8]}…",
        day=publication.adopted_on or (manifesto.days or ("",))[0],
        properties=_properties(publication, text.language),
        subject=state_in_words(text, publication),
        keywords=", ".join([*names, *chapters]),
        notice=publication.notice,
        numbers=tuple(chapter.number for chapter in shown.chapters),
        pages=max(heading.page for heading in text.headings),
        has_title_page=True,
        is_tracked=text.tracking is not None,
    )


def _properties(publication: Publication, language: str) -> dict[str, str]:
    return {
        PROPERTY_HASH: publication.sha256,
        PROPERTY_LANGUAGE: language,
        "Manifesto adopted on": publication.adopted_on or "-",
        "Manifesto signatures": str(len(publication.signatures)),
    }
