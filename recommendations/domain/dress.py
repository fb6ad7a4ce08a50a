"""The organisation's own Word template: what was found in it, and why a file cannot be one."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from recommendations.domain.canonical import Json
from recommendations.domain.intake import FileRefused


class TemplateTooHeavy(FileRefused):
    """Every document would carry more pictures, fonts or styles along than it has text."""


class TemplateUnfit(FileRefused):
    """A document that was tried on in it did not pass our own checks."""


@dataclass(frozen=True, slots=True)
class StyleFound:
    """A style of ours, by the name under which Word knows it, and the template's own in its place.

    ``theirs`` is empty where the template has none: ours is written then, in the template's fonts.
    """

    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class TemplateReport:
    """What a template brings; ``page`` is width and height, ``margins`` are top, right, bottom, left, in millimetres.

    ``usual`` are the styles that every template can have, ``special`` those of our own names. ``languages`` are what
    the template is set to: documents keep their own. ``pictures`` is how many it carries, ``size`` in bytes is what
    each document carries along.
    """

    usual: tuple[StyleFound, ...]
    special: tuple[StyleFound, ...]
    page: tuple[int, int]
    margins: tuple[int, int, int, int]
    fonts: tuple[str, ...]
    languages: tuple[str, ...]
    has_frame: bool
    has_page_numbers: bool
    pictures: int
    size: int

    @property
    def missing(self) -> int:
        """How many of the usual styles the template lacks."""
        return sum(not style.theirs for style in self.usual)

    @property
    def is_upright(self) -> bool:
        """Whether the page is higher than wide."""
        return self.page[1] >= self.page[0]


def report_to_json(report: TemplateReport) -> dict[str, Json]:
    """The report in the form in which it is kept."""
    return asdict(report)


def report_from_json(kept: Mapping[str, Any]) -> TemplateReport:
    """The report that was kept."""
    lists = {name: tuple(kept[name]) for name in ("page", "margins", "fonts", "languages")}
    styles = {name: tuple(StyleFound(**one) for one in kept[name]) for name in ("usual", "special")}
    return TemplateReport(**{**kept, **lists, **styles})
