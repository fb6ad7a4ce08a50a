"""Two recommendations, and papers in which they are edited."""

from recommendations.domain.intake import BaseText, FoundChange, ReturnedPaper, TouchedUnit
from recommendations.intake.word.returning import read_returned
from tests.intake.word.edited import Text
from tests.intake.word.papers import base_of, body_of, document, head, paper, unit

LIGHT = unit(
    "r1",
    "Cities light the streets at night. They do so now.",
    "Squares are lit as well, all year round.",
    title="Light the streets",
)
MEET = unit("r2", "Police and residents meet every month in every district.", title="Meet often")
BASE = base_of(LIGHT, MEET)
FIRST, SECOND = (paragraph.plain for paragraph in LIGHT.paragraphs)
MOVED_FROM = '<w:moveFromRangeStart w:id="9" w:name="move1"/>{}<w:moveFromRangeEnd w:id="9"/>'
MOVED_TO = '<w:moveToRangeStart w:id="8" w:name="move1"/>{}<w:moveToRangeEnd w:id="8"/>'


def read(body: str, base: BaseText = BASE, parts: dict[str, str] | None = None, **more: str) -> ReturnedPaper:
    """What the file with this text asks for; ``origin`` says where it comes from."""
    entries = {"docProps/custom.xml": more["origin"]} if "origin" in more else {}
    return read_returned(document(body, parts, more=entries), base)


def only(paper: ReturnedPaper) -> tuple[TouchedUnit, FoundChange]:
    """The only unit that is touched, and its only change."""
    (touched,) = paper.units
    (change,) = touched.changes
    return touched, change


def first_says(content: str) -> str:
    """The paper with this in the first paragraph."""
    return head(LIGHT) + body_of(LIGHT, 0, content) + body_of(LIGHT, 1) + paper(MEET)


def light(first: str = FIRST, *others: str, title: str = "Light the streets") -> Text:
    """How the first recommendation reads with these paragraphs."""
    return title, (first, *(others or (SECOND,)))
