"""What a file's styles say about its text: headings, and characters that are strong or emphasised."""

import re
from dataclasses import dataclass, field

from recommendations.intake.word.pieces import Look
from recommendations.intake.word.trees import Element, W, elements, is_on, value

_BODY = 9  # the level of what is no heading
_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_STRONG = frozenset({"strong", "intense emphasis", "strong emphasis"})
_EMPHASIS = frozenset({"emphasis", "intense emphasis"})


@dataclass(frozen=True, slots=True)
class Styles:
    """Styles by identifier: levels of headings from 0, names in lower case, lists of paragraph styles."""

    levels: dict[str, int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    lists: dict[str, tuple[str, int]] = field(default_factory=dict)

    def look(self, properties: Element | None) -> Look:
        """The marks that a run's own properties give it; those of its paragraph's style are no marks."""
        if properties is None:
            return Look()
        name = self.name_of(value(properties.find(W + "rStyle")))
        strong, emphasis = properties.find(W + "b"), properties.find(W + "i")
        return Look(
            is_on(strong) if strong is not None else name in _STRONG,
            is_on(emphasis) if emphasis is not None else name in _EMPHASIS,
        )

    def name_of(self, identifier: str) -> str:
        """The style's own name in lower case; its identifier where it has none."""
        return self.names.get(identifier, identifier.lower())


def styles_of(root: Element | None) -> Styles:
    """The styles of a file; none where it has no such part."""
    found = Styles()
    nodes = {} if root is None else {value(node, "styleId"): node for node in elements(root) if node.tag == W + "style"}
    for identifier, node in nodes.items():
        found.names[identifier] = value(node.find(W + "name")).lower() or identifier.lower()
    for identifier in nodes:
        chain = _chain(identifier, nodes)
        level = next((level for node in chain if (level := _level(node)) is not None), None)
        if level is not None and level < _BODY:
            found.levels[identifier] = level
        number = next((number for node in chain if (number := node.find(f"{W}pPr/{W}numPr")) is not None), None)
        if number is not None:
            depth = value(number.find(W + "ilvl"))
            found.lists[identifier] = (value(number.find(W + "numId")), int(depth) if depth.isdecimal() else 0)
    return found


def _chain(identifier: str, nodes: dict[str, Element]) -> list[Element]:
    """The style and those it is based on."""
    chain: list[Element] = []
    while identifier in nodes and nodes[identifier] not in chain:
        chain.append(nodes[identifier])
        identifier = value(nodes[identifier].find(W + "basedOn"))
    return chain


def _level(node: Element) -> int | None:
    outline = value(node.find(f"{W}pPr/{W}outlineLvl"))
    if outline.isdecimal():
        return int(outline)
    named = _HEADING.fullmatch(value(node.find(W + "name")))
    return int(named[1]) - 1 if named is not None and named[1] != "0" else None
