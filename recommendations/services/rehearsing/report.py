"""What a rehearsal found: one line for each thing that the file expects."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class Verdict(StrEnum):
    """Whether an expectation holds; what the house cannot do yet is never counted as holding."""

    HOLDS = "holds"
    FAILS = "fails"
    UNSUPPORTED = "not supported"


_MEANING = (
    "all of it holds",
    "not all of it holds",
    "all that is supported holds; 0 is kept for the day on which nothing is left unsupported",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One expectation; ``detail`` says what was found where it fails, or what is not supported."""

    group: str
    item: str
    verdict: Verdict
    detail: str = ""


@dataclass(slots=True)
class Report:
    """All lines in the order in which they were found."""

    lines: list[Line] = field(default_factory=list)

    def expect(self, group: str, item: str, found: object, expected: object) -> None:
        """Add a line that holds if both are equal."""
        if found == expected:
            self.lines.append(Line(group, item, Verdict.HOLDS))
        else:
            self.lines.append(Line(group, item, Verdict.FAILS, f"expected {expected!r}, found {found!r}"))

    def fail(self, group: str, item: str, detail: str) -> None:
        """Add a line that does not hold."""
        self.lines.append(Line(group, item, Verdict.FAILS, detail))

    def unsupported(self, group: str, item: str, detail: str) -> None:
        """Add a line for something that the house cannot do yet."""
        self.lines.append(Line(group, item, Verdict.UNSUPPORTED, detail))

    def count(self, verdict: Verdict, group: str | None = None) -> int:
        """How many lines have this verdict, in one group or in all."""
        return sum(line.verdict is verdict and group in {None, line.group} for line in self.lines)

    def groups(self) -> Iterator[str]:
        """The groups, in the order of their first line."""
        yield from dict.fromkeys(line.group for line in self.lines)

    def exit_status(self) -> int:
        """0 if all of it holds, 1 if something fails, 2 if nothing fails but something is not supported."""
        if self.count(Verdict.FAILS):
            return 1
        return 2 if self.count(Verdict.UNSUPPORTED) else 0

    def json(self) -> str:
        """All lines as JSON, for other programs."""
        lines = [{"group": x.group, "item": x.item, "verdict": x.verdict, "detail": x.detail} for x in self.lines]
        return json.dumps(lines, ensure_ascii=False, indent=1) + "\n"

    def table(self) -> str:
        """The counts for each group, then every line that does not hold."""
        rows = [f"{'':<22}" + "".join(f"{verdict.value:>15}" for verdict in Verdict)]
        for group in [*self.groups(), None]:
            counts = "".join(f"{self.count(verdict, group):>15}" for verdict in Verdict)
            rows.append(f"{group or 'all':<22}{counts}")
        rows.append("")
        rows += [
            f"{line.verdict.value:<14} {line.group}: {line.item}: {line.detail}"
            for line in self.lines
            if line.verdict is not Verdict.HOLDS
        ]
        rows.append(f"exit status {self.exit_status()}: {_MEANING[self.exit_status()]}")
        return "\n".join(rows)
