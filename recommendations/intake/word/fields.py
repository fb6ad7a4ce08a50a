"""Fields: instructions that nobody reads, and their results, of which some are no text of the document."""

import re
from dataclasses import dataclass, field

# What the program computes by itself, and would compute otherwise in the next version.
_COMPUTED = frozenset({"TOC", "TOA", "INDEX", "PAGE", "NUMPAGES", "PAGEREF", "SECTIONPAGES", "RD", "TC", "XE"})
_ADDRESS = re.compile(r'HYPERLINK\s+"([^"]+)"', re.IGNORECASE)


@dataclass(slots=True)
class Field:
    """A field that has begun; before its result comes its instruction."""

    code: str = ""
    is_result: bool = False

    @property
    def hides(self) -> bool:
        """Whether what stands here is no text: the instruction, or a computed result."""
        name = self.code.split(maxsplit=1)[0].upper() if self.code.strip() else ""
        return not self.is_result or name in _COMPUTED

    @property
    def link(self) -> str | None:
        """The address to which the result leads."""
        found = _ADDRESS.search(self.code)
        return found[1] if found is not None else None


@dataclass(slots=True)
class Fields:
    """The fields that are open at a place of the file."""

    open: list[Field] = field(default_factory=list)

    def turn(self, kind: str) -> None:
        """A field begins, comes to its result, or ends."""
        if kind == "begin":
            self.open.append(Field())
        elif kind == "separate" and self.open:
            self.open[-1].is_result = True
        elif kind == "end" and self.open:
            self.open.pop()

    def instruct(self, text: str) -> None:
        """A part of the innermost field's instruction."""
        if self.open:
            self.open[-1].code += text

    @property
    def hides(self) -> bool:
        """Whether text at this place is none of the document's."""
        return any(one.hides for one in self.open)

    @property
    def link(self) -> str | None:
        """The address of the innermost link made by a field."""
        return next((one.link for one in reversed(self.open) if one.link), None)
