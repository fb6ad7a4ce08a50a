"""A returned Word file read from its bytes; runs in the child process only."""

import hashlib
from dataclasses import replace

from recommendations.domain.intake import BaseText, Doubt, ReturnedPaper
from recommendations.intake.word.accounting import unaccounted
from recommendations.intake.word.changes import returned
from recommendations.intake.word.notes import comments_of, contents_of, origin_of
from recommendations.intake.word.package import open_package


def read_returned(content: bytes, base: BaseText) -> ReturnedPaper:
    """What the file asks for: nothing that it marks as inserted or deleted is missing in the answer.

    Raises:
        FileRefused: it is not read, and its kind says why.
    """
    package = open_package(content)
    contents = contents_of(package)
    comments = comments_of(package, contents.quotes)
    paper = returned(contents, comments, origin_of(package), base, hashlib.sha256(content).hexdigest())
    lost = unaccounted(package, contents)
    if not lost:
        return paper
    return replace(paper, unplaced=(*paper.unplaced, *lost), doubts=(*paper.doubts, Doubt.UNACCOUNTED))
