"""How fast are exact changes? ``python -m bench.amendments [--amendments 500]``.

The same texts, in the same run, go through our changes in word coordinates and through what one would take instead:
diff-match-patch by character (without its time limit, so that its answer is exact) and Python's difflib by
character. difflib is so slow that it gets a sample of the amendments, and its figure is scaled up.

Every row of the table is one function that takes a ``Hall`` and gives a ``Row``; a new row is one more function in
``ROWS``. The second table is about growth: how the time for all conflicts of one recommendation grows with the
number of amendments, and with the conflicts that there are to tell. The third is that of ``bench.unit_page``.
"""

import argparse
import difflib
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import log2
from random import Random
from statistics import median
from uuid import NAMESPACE_OID, uuid5

from diff_match_patch import diff_match_patch

from bench.amendment_texts import VOCABULARY, Hall, make_hall, unit
from bench.unit_page import print_figures
from recommendations.domain.changes import UnitChange
from recommendations.domain.conflicts import Standings, standings
from recommendations.domain.editions import RuleSet
from recommendations.domain.hunk_encoding import change_from_json
from recommendations.domain.hunks import change_between
from recommendations.domain.incorporation import NumberedChange, incorporate
from recommendations.domain.text import Unit
from recommendations.domain.voting_order import Entry, Placed, proposed_order
from recommendations.serving import spare_what_is_loaded

SAMPLE = 12  # amendments that difflib gets to read
GROWTH = (125, 250, 500, 1_000, 2_000)


@dataclass(frozen=True, slots=True)
class Row:
    """Seconds for one thing, done in three ways."""

    label: str
    ours: float
    characters: float
    difflib: float


def plain(one: Unit) -> str:
    """The unit as one string, as those who compare characters see it."""
    return "\n".join(paragraph.plain for paragraph in one.paragraphs)


@dataclass(frozen=True, slots=True)
class Patch:
    """Characters ``[start, end)`` give way to ``new``."""

    start: int
    end: int
    new: str


def by_characters(old: str, new: str) -> list[Patch]:
    """The difference by diff-match-patch."""
    engine = diff_match_patch()
    engine.Diff_Timeout = 0
    patches: list[Patch] = []
    at = 0
    for operation, text in engine.diff_main(old, new):
        if operation == engine.DIFF_INSERT:
            patches.append(Patch(at, at, text))
            continue
        if operation == engine.DIFF_DELETE:
            patches.append(Patch(at, at + len(text), ""))
        at += len(text)
    return patches


def by_difflib(old: str, new: str) -> list[Patch]:
    """The difference by difflib."""
    found = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [Patch(start, end, new[a:b]) for tag, start, end, a, b in found if tag != "equal"]


def pairwise_conflicts(patches: Sequence[Sequence[Patch]]) -> list[set[int]]:
    """Whose patches overlap whose, pair by pair, as one compares ranges of lines or characters."""
    conflicts: list[set[int]] = [set() for _ in patches]
    for one, other in combinations(range(len(patches)), 2):
        if any(max(a.start, b.start) < min(a.end, b.end) for a in patches[one] for b in patches[other]):
            conflicts[one].add(other)
            conflicts[other].add(one)
    return conflicts


def first_come(conflicts: Callable[[int], Iterable[int]], number: int) -> list[int]:
    """The amendments that can all be adopted, the earlier before the later."""
    chosen: set[int] = set()
    for place in range(number):
        if not chosen.intersection(conflicts(place)):
            chosen.add(place)
    return sorted(chosen)


def patched(text: str, patches: Iterable[Patch]) -> str:
    """The text with all patches, from the end to the beginning."""
    for patch in sorted(patches, key=lambda patch: (patch.start, patch.end), reverse=True):
        text = text[: patch.start] + patch.new + text[patch.end :]
    return text


def seconds(act: Callable[[], object], times: int = 3) -> float:
    """The median processor time of an act: other work on the machine does not count."""
    taken = []
    for _ in range(times):
        started = time.process_time()
        act()
        taken.append(time.process_time() - started)
    return median(taken)


def each(texts: Sequence[Unit], act: Callable[[Unit], object]) -> float:
    """Seconds for one act on one of these texts, on average."""
    return seconds(lambda: [act(one) for one in texts], times=1) / len(texts)


def one_difference(hall: Hall) -> Row:
    """What an amendment changes, computed when it is filed, of texts that have not been read before."""
    old = plain(hall.base)
    return Row(
        f"difference of one recommendation of {len(old.split())} words",
        each(hall.unread, lambda one: change_between(hall.base, one)),
        each(hall.unread, lambda one: by_characters(old, plain(one))),
        each(hall.unread[:SAMPLE], lambda one: by_difflib(old, plain(one))),
    )


def short_difference(hall: Hall) -> Row:
    """The same for a recommendation as most assemblies write it."""
    return one_difference(make_hall(len(hall.amended), paragraphs=3, sentences=2))


def heavy_difference(hall: Hall) -> Row:
    """The same where six words of every paragraph change, as in a compromise."""
    random = Random(11)
    wanted = []
    for _ in range(4 * SAMPLE):
        copy = [paragraph.plain.split() for paragraph in hall.base.paragraphs]
        for words in copy:
            for place in random.sample(range(len(words)), 6):
                words[place] = random.choice(VOCABULARY)
        wanted.append(unit([[" ".join(words)] for words in copy]))
    row = one_difference(replace(hall, unread=tuple(wanted)))
    return replace(row, label="difference of one with changes in every paragraph")


def stored_changes(hall: Hall) -> dict[int, dict[str, UnitChange]]:
    """The changes, read from their stored form."""
    return {number: {"en": change_from_json(form["en"])} for number, form in enumerate(hall.stored)}


def preview(hall: Hall, found: Standings[int], changes: dict[int, dict[str, UnitChange]]) -> Unit:
    """The consolidated text if the earlier of two that conflict is always adopted."""
    chosen = first_come(found.conflicts_of, len(changes))
    return incorporate(hall.base, "en", [NumberedChange(number, changes[number]) for number in chosen])


def whole_list(hall: Hall) -> Row:
    """Conflict groups and consolidated preview of all amendments, from what is stored."""
    old = plain(hall.base)

    def ours() -> Unit:
        changes = stored_changes(hall)
        found = standings(changes)
        return preview(hall, found, changes)

    def theirs(patches: Sequence[Sequence[Patch]]) -> str:
        conflicts = pairwise_conflicts(patches)
        chosen = first_come(conflicts.__getitem__, len(patches))
        return patched(old, [patch for number in chosen for patch in patches[number]])

    started = time.process_time()
    patches = [by_characters(old, plain(one)) for one in hall.amended]
    theirs(patches)
    characters = time.process_time() - started
    slow = len(patches) * each(hall.amended[:SAMPLE], lambda one: by_difflib(old, plain(one)))
    slow += seconds(lambda: theirs(patches), times=1)
    return Row(f"conflict groups and preview of {len(hall.amended)} amendments", seconds(ours), characters, slow)


def proposed_list(hall: Hall) -> Row:
    """The order of the questions: furthest first in each group of those that exclude each other."""
    old = plain(hall.base)
    ids = [uuid5(NAMESPACE_OID, str(number)) for number in range(len(hall.amended))]

    def ours() -> Sequence[Placed]:
        changes = stored_changes(hall)
        found = standings(changes)
        excluded = {one: frozenset(ids[other] for other in found.conflicts_of(at)) for at, one in enumerate(ids)}
        entries = [
            Entry(one, at, base=hall.base, amended=hall.amended[at], change=changes[at]["en"])
            for at, one in enumerate(ids)
        ]
        return proposed_order(entries, excluded, RuleSet())

    def theirs(patches: Sequence[Sequence[Patch]]) -> list[tuple[int, int]]:
        conflicts = pairwise_conflicts(patches)
        earliest = [min({number, *rivals}) for number, rivals in enumerate(conflicts)]
        taken = [sum(patch.end - patch.start for patch in own) for own in patches]
        return sorted((earliest[number], -taken[number]) for number in range(len(patches)))

    started = time.process_time()
    patches = [by_characters(old, plain(one)) for one in hall.amended]
    theirs(patches)
    characters = time.process_time() - started
    slow = len(patches) * each(hall.amended[:SAMPLE], lambda one: by_difflib(old, plain(one)))
    slow += seconds(lambda: theirs(patches), times=1)
    return Row(f"proposed order of {len(hall.amended)} amendments", seconds(ours), characters, slow)


ROWS: tuple[Callable[[Hall], Row], ...] = (
    short_difference,
    one_difference,
    heavy_difference,
    whole_list,
    proposed_list,
)


def print_rows(hall: Hall) -> None:
    """The table of ratios."""
    print(f"{'milliseconds':<52} {'ours':>10} {'characters':>12} {'difflib':>12} {'faster':>16}")
    for make in ROWS:
        row = make(hall)
        times = f"{row.ours * 1000:>10.2f} {row.characters * 1000:>12.1f} {row.difflib * 1000:>12.1f}"
        print(f"{row.label:<52} {times} {row.characters / row.ours:>7.0f} x {row.difflib / row.ours:>5.0f} x")


def print_growth() -> None:
    """How the conflict computation grows; the last column stays level if it is n log n and one step for each pair."""
    print(f"\n{'amendments':>10} {'pairs told':>12} {'milliseconds':>13} {'microseconds for (n log n + pairs)':>36}")
    for number in GROWTH:
        changes = stored_changes(make_hall(number))
        found = standings(changes)
        pairs = sum(len(found.conflicts_of(key)) + len(found.same_place_of(key)) for key in changes) // 2
        taken = seconds(lambda changes=changes: standings(changes))  # type: ignore[misc]  # a default binds it
        print(f"{number:>10} {pairs:>12} {taken * 1000:>13.1f} {taken * 1e6 / (number * log2(number) + pairs):>36.3f}")


def main() -> None:
    """Print all three tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--amendments", type=int, default=500)
    number = parser.parse_args().amendments
    hall = make_hall(number)
    spare_what_is_loaded()  # as the server does
    print_rows(hall)
    print_growth()
    print_figures(number)


if __name__ == "__main__":
    main()
