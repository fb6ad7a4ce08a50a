"""What a paper has around its text, read from the paper as it went out."""

from recommendations.domain.anchors import BOOKMARK_PREFIX
from recommendations.domain.intake import Aside
from recommendations.intake.word.notes import contents_of
from recommendations.intake.word.package import open_package


def furniture_of(content: bytes) -> tuple[str, ...]:
    """The paragraphs of an edit copy of our own making that are no part of a unit: they have no bookmark of ours.

    What stands beside the text, in headers and footers, is among them; what a program computes is not.

    Only for files that we have written ourselves: it reads in the process that calls it.
    """
    contents = contents_of(open_package(content))
    around = [
        one for one in contents.paragraphs if not any(name.startswith(BOOKMARK_PREFIX) for name, _ in one.bookmarks)
    ]
    texts = ["".join(piece.text for piece in paragraph.text) for paragraph in around]
    texts += ["".join(piece.text for piece in one.pieces if piece.aside is not Aside.FIELD) for one in contents.besides]
    return tuple(dict.fromkeys(text for text in texts if text.strip()))
