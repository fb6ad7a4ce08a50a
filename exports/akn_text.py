"""Paragraphs in the inline elements of Akoma Ntoso."""

from itertools import count

from exports.markup import clean
from exports.writing import safe_address
from recommendations.domain.text import Span, Unit


def blocks(unit: Unit, within: str) -> str:
    """The unit's paragraphs, at least one, with footnotes that are numbered in the unit."""
    notes = count(1)
    texts = ["".join(_span(span, within, notes) for span in paragraph.spans) for paragraph in unit.paragraphs]
    return "".join(f"<p>{text}</p>" for text in texts or [""])


def _span(span: Span, within: str, notes: "count[int]") -> str:
    text = clean(span.text)
    for tag, holds in (("b", span.strong), ("i", span.emphasis)):
        text = f"<{tag}>{text}</{tag}>" if holds and text else text
    address = safe_address(span.link)
    if address and text:
        text = f'<a href="{clean(address)}">{text}</a>'
    if span.footnote is None:
        return text
    number = next(notes)
    mark = f'marker="{number}" placement="bottom" eId="{within}__note_{number}"'
    return f"{text}<authorialNote {mark}><p>{clean(span.footnote)}</p></authorialNote>"
