"""The changes of a file, each with the unit as it would be filed, and everything that is no change of a unit."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from recommendations.domain.intake import (
    BaseText,
    ChangeKind,
    Doubt,
    Figures,
    FileTooDemanding,
    FileUnrelated,
    FoundChange,
    FoundComment,
    Origin,
    ReturnedPaper,
    TouchedUnit,
)
from recommendations.domain.proposals import NEW_UNIT, THEME_TITLE
from recommendations.domain.text import Paragraph, Unit
from recommendations.domain.words import normal_spans
from recommendations.intake.word.assembling import Arrangement, Assembler
from recommendations.intake.word.blocks import Line
from recommendations.intake.word.grouping import Group
from recommendations.intake.word.leftovers import Leftovers
from recommendations.intake.word.pieces import Contents, Piece
from recommendations.intake.word.recognised import Recognised
from recommendations.intake.word.recognising import recognise

MOST_CHANGES = 2_000


@dataclass(slots=True)
class _Listing:
    """The changes found so far, by unit."""

    changes: dict[str, list[FoundChange]] = field(default_factory=lambda: defaultdict(list))
    behind: dict[str, str | None] = field(default_factory=dict)
    number: int = 0


def returned(
    contents: Contents, comments: dict[str, FoundComment], origin: Origin, base: BaseText, sha256: str
) -> ReturnedPaper:
    """What the file asks for, held against the base.

    Raises:
        FileUnrelated: nothing of the base stands in it.
        FileTooDemanding: more changes than anybody could look through.
    """
    known = recognise(contents, base)
    if not any(item.unit != THEME_TITLE for item in known.items.values()):
        raise FileUnrelated
    if len(known.grouping.groups) > MOST_CHANGES:
        raise FileTooDemanding
    return _Lister(known, contents, base, sha256).listed(comments, origin)


class _Lister:
    """Lists the changes of one file, held against one base."""

    def __init__(self, known: Recognised, contents: Contents, base: BaseText, sha256: str) -> None:
        self._known, self._contents, self._base, self._sha256 = known, contents, base, sha256
        self._assembler = Assembler(known, sha256)
        self._numbers = {entry.unit.uid: entry.number for entry in base.units}
        self._listing = _Listing()
        self._leftovers = Leftovers(known, contents, knows_furniture=bool(base.furniture))

    def listed(self, comments: dict[str, FoundComment], origin: Origin) -> ReturnedPaper:
        self._gather_whole_units()
        everything = frozenset(self._known.grouping.groups)
        whole = self._assembler.arrange(everything, range(len(self._known.blocks)))
        for group in self._known.grouping.groups.values():
            self._list(group)
        placed, general = self._placed_comments(comments, whole)
        units = [self._touched(uid, whole, everything, placed) for uid in self._order(placed)]
        doubts = [*_doubts_about(origin, self._base), *self._leftovers.doubts]
        doubts += [Doubt.REORDERED] * self._known.is_reordered
        figures = Figures(
            len(self._contents.paragraphs),
            self._contents.tables,
            len(self._contents.pictures),
            self._contents.formats + self._leftovers.formats,
        )
        unplaced, ignored = self._leftovers.sorted()
        return ReturnedPaper(self._sha256, origin, tuple(units), general, unplaced, ignored, tuple(doubts), figures)

    def _gather_whole_units(self) -> None:
        """All that a new unit consists of is one change, and so is all that a deleted one consisted of."""
        everything = frozenset(self._known.grouping.groups)
        whole = self._assembler.arrange(everything, range(len(self._known.blocks)))
        for name in whole.behind:
            self._gather(whole.lines[name])
        lines: dict[str, list[Line]] = defaultdict(list)
        for line, item in self._known.items.items():
            lines[item.unit].append(line)
        for uid, own in lines.items():
            if uid != THEME_TITLE and self._assembler.unit(uid, whole, everything) is None:
                self._gather(own)
        self._known.reindex()

    def _gather(self, lines: list[Line]) -> None:
        own = {piece.group for line in lines for piece in line.pieces if not piece.is_kept}
        own |= {self._known.untracked[line] for line in lines if line in self._known.untracked}
        own = {number for number in own if number in self._known.grouping.groups and self._is_within(number, lines)}
        if len(own) > 1:
            number = self._known.grouping.unite(own)
            for line in set(lines) & self._known.untracked.keys():
                self._known.untracked[line] = number

    def _is_within(self, number: int, lines: list[Line]) -> bool:
        """Whether a change touches these lines only; what also touches others, such as a move, stays by itself."""
        own = {id(piece) for line in lines for piece in line.pieces}
        own |= {id(p) for line in lines for piece in line.pieces for p in self._note(piece)}
        return all(id(piece) in own for piece in self._known.grouping.groups[number].pieces)

    def _note(self, piece: Piece) -> list[Piece]:
        return self._known.notes[piece.note].pieces if piece.note in self._known.notes else []

    def _list(self, group: Group) -> None:
        """The group as a change of each unit that it touches; as a leftover where it touches none."""
        accepted = frozenset({group.number})
        touched = self._units_near(group)
        blocks = set(self._known.blocks_with[group.number])
        for uid in touched:
            blocks |= self._known.blocks_of[uid]
        made = self._assembler.arrange(accepted, sorted(blocks))
        found: dict[str, Unit | None] = {}
        for uid in touched:
            amended = self._assembler.unit(uid, made, accepted)
            if amended is None or _normal(amended) != _normal(self._known.units[uid]):
                found[uid] = amended
        found |= {name: self._assembler.new_unit(name, made) for name in made.behind}
        self._listing.behind |= made.behind
        doubts = [Doubt.NOT_AMENDABLE] * (not found)
        if found or (found := dict.fromkeys(self._moved_units(group))):
            self._add(group, found, made, doubts)
        else:
            self._leftovers.add(group)

    def _units_near(self, group: Group) -> list[str]:
        near = [uid for uid in self._known.units if self._known.blocks_of[uid] & self._known.blocks_with[group.number]]
        near += [unit for (unit, _), number in self._known.missing.items() if number == group.number]
        return list(dict.fromkeys(near))

    def _moved_units(self, group: Group) -> list[str]:
        """The units that only went elsewhere as they are."""
        own = {id(piece) for piece in group.pieces}
        lines = [one for one in self._known.departures if any(id(piece) in own for piece in one.pieces)]
        return list(dict.fromkeys(self._known.items[one].unit for one in lines if one in self._known.items))

    def _add(self, group: Group, found: dict[str, Unit | None], made: Arrangement, doubts: list[Doubt]) -> None:
        doubts = doubts + [Doubt.ACROSS_UNITS] * (len(found) > 1) + self._doubts_of(group, made)
        first = self._listing.number + 1
        for uid, amended in found.items():
            self._listing.number += 1
            number = self._listing.number
            change = FoundChange(
                number,
                self._kind(group, uid, amended),
                amended,
                self._leftovers.taken(group),
                self._leftovers.given(group),
                group.by,
                tuple(dict.fromkeys(doubts)),
                (first if number > first else first + 1) if len(found) > 1 else None,
            )
            self._listing.changes[uid].append(change)

    def _doubts_of(self, group: Group, made: Arrangement) -> list[Doubt]:
        doubts = [Doubt.SEVERAL_AUTHORS] * (len({one.author for one in group.by}) > 1)
        doubts += [Doubt.UNTRACKED] * (made.entangled or group.kind is not None)
        for number in self._known.blocks_with[group.number]:
            lines = self._known.blocks[number].originals
            doubts += [self._known.doubts[line] for line in lines if line in self._known.doubts]
        doubts += [Doubt.NEW_OR_CONTINUED] * (
            made.is_uncertain or bool(made.behind and not self._known.has_continuations)
        )
        return doubts

    def _kind(self, group: Group, uid: str, amended: Unit | None) -> ChangeKind:
        base = self._known.units.get(uid)
        if group.kind is not None:
            return group.kind
        if base is not None and amended is not None and _is_title_only(base, amended):
            return ChangeKind.TITLE
        return _kind_of_marks(group, self._leftovers.taken(group), self._leftovers.given(group))

    def _order(self, placed: dict[str, list[FoundComment]]) -> list[str]:
        """The touched units in the order of the base, new ones behind those they follow."""
        touched = [*self._listing.changes, *placed]
        rank = {uid: place for place, uid in enumerate([THEME_TITLE, *self._numbers])}
        behind = self._listing.behind
        return sorted(dict.fromkeys(touched), key=lambda uid: rank.get(behind.get(uid, uid) or THEME_TITLE, 0))

    def _touched(
        self, uid: str, whole: Arrangement, everything: frozenset[int], placed: dict[str, list[FoundComment]]
    ) -> TouchedUnit:
        changes = tuple(self._listing.changes.get(uid, ()))
        doubts = tuple(dict.fromkeys(doubt for change in changes for doubt in change.doubts))
        comments = tuple(placed.get(uid, ()))
        if uid not in self._known.units:
            amended = self._assembler.new_unit(uid, whole)
            return TouchedUnit(NEW_UNIT, "", None, amended, changes, comments, doubts, whole.behind.get(uid))
        base = self._known.units[uid]
        result = self._assembler.unit(uid, whole, everything)
        return TouchedUnit(uid, self._numbers.get(uid, ""), base, result, changes, comments, doubts)

    def _placed_comments(
        self, comments: dict[str, FoundComment], whole: Arrangement
    ) -> tuple[dict[str, list[FoundComment]], tuple[FoundComment, ...]]:
        homes = self._homes(whole)
        placed: dict[str, list[FoundComment]] = defaultdict(list)
        left = dict(comments)
        for paragraph in self._contents.paragraphs:
            home = homes.get(paragraph.position)
            if home is not None:
                placed[home] += [left.pop(key) for key in paragraph.comments if key in left]
        return {uid: found for uid, found in placed.items() if found}, tuple(left.values())

    def _homes(self, whole: Arrangement) -> dict[int, str]:
        """In which unit each paragraph of the file stands."""
        homes: dict[int, str] = {}
        for number, block in enumerate(self._known.blocks):
            for line in block.originals:
                item = self._known.items.get(line)
                unit = item.unit if item is not None else self._known.entering[number]
                homes |= {member.position: unit for member in line.members if unit is not None}
        for name in whole.behind:
            homes |= {line.home.position: name for line in whole.lines[name]}
        return homes


def _kind_of_marks(group: Group, taken: str, given: str) -> ChangeKind:
    kinds = (
        (not group.touches_words, ChangeKind.FORMAT),
        (group.is_move, ChangeKind.MOVE),
        (group.splits, ChangeKind.SPLIT),
        (group.merges, ChangeKind.MERGE),
        (bool(taken) == bool(given), ChangeKind.REPLACE),
        (bool(taken), ChangeKind.DELETE),
    )
    return next((kind for holds, kind in kinds if holds), ChangeKind.INSERT)


def _normal(unit: Unit) -> Unit:
    """The unit with its spans in the one form in which equal texts are equal."""
    paragraphs = tuple(Paragraph(one.uid, normal_spans(one.spans)) for one in unit.paragraphs)
    return replace(unit, paragraphs=paragraphs, title=unit.title.strip())


def _is_title_only(base: Unit, amended: Unit) -> bool:
    return base.title != amended.title and _normal(base).paragraphs == _normal(amended).paragraphs


def _doubts_about(origin: Origin, base: BaseText) -> Iterable[Doubt]:
    if not origin.sha256:
        yield Doubt.NO_ORIGIN
    elif origin.sha256 != base.sha256:
        yield Doubt.OTHER_BASE
    if origin.theme and origin.theme != base.theme:
        yield Doubt.OTHER_THEME
    if origin.language and origin.language != base.language:
        yield Doubt.OTHER_LANGUAGE
