"""Every Word file that we write, in a sample of each."""

from collections.abc import Callable, Mapping

from exports.amendment_list import write_amendments
from exports.letter import write_letter
from exports.minutes import write_minutes
from exports.roll import write_roll
from exports.summary import write_summary
from exports.word import write_redline, write_word
from exports.working_paper import write_edit_copy, write_numbered_paper
from tests.exports.deliveries import make_delivery, make_recipient
from tests.exports.moving import with_moves
from tests.exports.papers import (
    make_amendments,
    make_minutes,
    make_redline,
    make_roll,
    make_working_paper,
)
from tests.exports.publications import make_publication

LANGUAGES = ("en", "fr", "de")

VARIANTS: Mapping[str, Callable[[str], bytes]] = {
    "clean": lambda language: write_word(make_publication(), language),
    "unsigned": lambda language: write_word(make_publication(signatures=(), votes=0), language),
    "redline": lambda language: write_redline(with_moves(make_redline()), language),
    "edit copy": lambda language: write_edit_copy(make_working_paper(), language),
    "edit copy of the preamble": lambda language: write_edit_copy(make_working_paper(0), language),
    "numbered": lambda language: write_numbered_paper(make_working_paper(1), language),
    "numbered preamble": lambda language: write_numbered_paper(make_working_paper(0), language),
    "amendments": lambda language: write_amendments(make_amendments(), language),
    "minutes": lambda language: write_minutes(make_minutes(), language),
    "letter": lambda language: write_letter(make_delivery(), make_recipient(language=language)),
    "summary": lambda language: write_summary(make_delivery(), "eu", language),
    "roll": lambda language: write_roll(make_roll(), language),
}
