"""What the child process answers: what a file holds, or why it is refused."""

from collections.abc import Callable, Mapping
from typing import Any

from recommendations.domain.imported import draft_to_json, wanted_from_json
from recommendations.domain.intake_encoding import base_from_json, paper_to_json
from recommendations.intake.word.answers import Answer, answered
from recommendations.intake.word.plain import read_plain
from recommendations.intake.word.returning import read_returned
from recommendations.intake.word.structure import read_draft


def answer(question: Mapping[str, Any], content: bytes) -> Answer:
    """The answer in the form in which it is written down."""
    return answered(lambda: _QUESTIONS[question["ask"]](question, content))


def _returned(question: Mapping[str, Any], content: bytes) -> Answer:
    return paper_to_json(read_returned(content, base_from_json(question["base"])))


def _draft(question: Mapping[str, Any], content: bytes) -> Answer:
    return draft_to_json(read_draft(content, wanted_from_json(question["wanted"])))


def _plain(_question: Mapping[str, Any], content: bytes) -> Answer:
    plain = read_plain(content)
    return {"properties": dict(plain.properties), "paragraphs": list(plain.paragraphs)}


_QUESTIONS: dict[str, Callable[[Mapping[str, Any], bytes], Answer]] = {
    "returned": _returned,
    "draft": _draft,
    "plain": _plain,
}
