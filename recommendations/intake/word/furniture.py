"""What a paper has around its text, read from the paper as it went out."""

from recommendations.intake.word.notes import contents_of
from recommendations.intake.word.package import open_package

_OURS = "rec_"


def furniture_of(content: bytes) -> tuple[str, ...]:
    """The paragraphs of an edit copy of our own making that are no part of a unit: they have no bookmark of ours.

    Only for files that we have written ourselves: it reads in the process that calls it.
    """
    paragraphs = contents_of(open_package(content)).paragraphs
    around = [one for one in paragraphs if not any(name.startswith(_OURS) for name, _ in one.bookmarks)]
    texts = ["".join(piece.text for piece in paragraph.text) for paragraph in around]
    return tuple(dict.fromkeys(text for text in texts if text.strip()))
