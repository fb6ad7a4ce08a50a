"""A recommendation of plain words."""

from recommendations.domain.text import Paragraph, Span, Unit, UnitKind


def plain_unit(*texts: str, **fields: object) -> Unit:
    """The recommendation "r1" of the paragraphs "p1", "p2"; one without words is empty."""
    paragraphs = tuple(Paragraph(f"p{place}", (Span(text),) if text else ()) for place, text in enumerate(texts, 1))
    values: dict[str, object] = {"paragraphs": paragraphs, "addressees": ("local",)}
    return Unit("r1", UnitKind.RECOMMENDATION, **(values | fields))  # type: ignore[arg-type]  # overrides of Unit
