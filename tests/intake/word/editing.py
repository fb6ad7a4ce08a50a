"""Random edits of a text, written into Word files as Word or LibreOffice marks them, with what should come of each."""

import random
from collections.abc import Callable

from recommendations.domain.anchors import bookmark_name
from recommendations.domain.intake import ChangeKind
from recommendations.domain.text import Unit
from tests.intake.word.edited import Edited, Expected, Sheet, plain
from tests.intake.word.edited import shown as shown_as
from tests.intake.word.inventing import Inventor
from tests.intake.word.papers import DATE, base_of, gone, ins, par, run

_MOVE = (
    '<w:move{0}RangeStart w:id="9" w:name="{1}" w:author="Porto Claro" w:date="2030-03-01T10:00:00Z"/>',
    '<w:move{0}RangeEnd w:id="9"/>',
)


class Editor:
    """Edits a base of its own making; the same seed gives the same file."""

    def __init__(self, seed: int, units: int = 14) -> None:
        self._chance = random.Random(seed)
        self._invented = Inventor(self._chance)
        self._is_word = self._chance.random() < 0.5
        self._base = base_of(*(self._invented.unit(place) for place in range(units)), title=self._invented.sentence(4))
        self._edited = Edited(self._base)
        self._unit_now = self._base.units[0].unit
        self._result: list[str] = []
        self._carried: list[tuple[str, str]] = []
        self._moves = 0

    def edited(self) -> Edited:
        """The file."""
        self._put(run(self._base.title), "Heading1")
        for entry in self._base.units:
            self._edit_unit(entry.unit)
        return self._edited

    def _put(self, content: str, style: str = "Operative", uid: str = "", mark: str = "") -> Sheet:
        sheet = Sheet(content, style, bookmark_name(uid) if uid else "", mark)
        self._edited.sheets.append(sheet)
        return sheet

    def _edit_unit(self, unit: Unit) -> None:
        self._unit_now = unit
        if self._chance.random() < 0.03 and unit is not self._base.units[0].unit and not self._carried:
            self._delete_unit(unit)
            return
        title = self._edit_title(unit)
        self._result = []
        place = 0
        acts: list[Callable[[int, str], int]] = [
            self._replace, self._rewrite, self._cut, self._add, self._delete, self._insert, self._split, self._merge,
            self._change_untracked, self._move, self._give_and_take, self._embolden, self._send,
        ]  # fmt: skip
        while place < len(unit.paragraphs):
            text = unit.paragraphs[place].plain
            act = self._chance.choice(acts) if self._chance.random() < 0.5 else self._keep
            is_noted = len(unit.paragraphs[place].spans) > 1
            place = self._edit_noted(place, text) if is_noted else act(place, text)
        self._receive(unit)
        self._edited.texts[unit.uid] = (title, tuple(plain(text) for text in self._result)) if self._result else None
        if self._chance.random() < 0.06:
            self._new_unit()

    def _alone(self, kind: ChangeKind, texts: dict[int, tuple[str, ...]], title: str | None = None) -> None:
        """Expect the unit with these paragraphs replaced by others, and nothing else."""
        unit = self._unit_now
        read: list[str] = []
        for place, paragraph in enumerate(unit.paragraphs):
            shown = "".join(map(shown_as, paragraph.spans))
            read += [plain(text) for text in texts.get(place, (shown,))]
        text = (plain(unit.title if title is None else title), tuple(read)) if read else None
        self._edited.expected.append(Expected(unit.uid, kind, text))

    def _uid(self, place: int) -> str:
        return self._unit_now.paragraphs[place].uid

    def _edit_title(self, unit: Unit) -> str:
        if self._chance.random() < 0.85:
            self._put(run(unit.title), "Heading2", unit.uid)
            return plain(unit.title)
        words, new = unit.title.split(), self._invented.word() + "x"
        place = self._chance.randrange(1, len(words))
        content = [run(" ".join(words[:place]) + " "), gone(words[place]), ins(new)]
        content += [run(" " + " ".join(words[place + 1 :]))] if words[place + 1 :] else []
        self._put("".join(content), "Heading2", unit.uid)
        title = " ".join([*words[:place], new, *words[place + 1 :]])
        self._alone(ChangeKind.TITLE, {}, title)
        return title

    def _keep(self, place: int, text: str) -> int:
        # Programs cut runs where they like, and put other spaces for those they found.
        cut = self._chance.randrange(len(text))
        shown = text.replace(" ", "\u00a0", 1) if self._chance.random() < 0.1 else text
        self._put(run(shown[:cut]) + run(shown[cut:]), uid=self._uid(place))
        self._result.append(text)
        return place + 1

    def _replace(self, place: int, text: str) -> int:
        before, taken, after = self._invented.parts(text)
        given = self._invented.word() + "x " + self._invented.word()
        marks = [gone(taken), ins(given)] if self._chance.random() < 0.7 else [ins(given), gone(taken)]
        return self._change(place, (before, "".join(marks), after), before + given + after, ChangeKind.REPLACE)

    def _give_and_take(self, place: int, text: str) -> int:
        """One city inserts, another one deletes a part of that: what is left is what both want."""
        before, taken, after = self._invented.parts(text)
        given = self._invented.word()
        lost = gone(self._invented.word() + " ", by="Porto Claro")
        never = f'<w:ins w:id="5" w:author="Bremvik" w:date="">{lost}</w:ins>'
        return self._change(
            place, (before, gone(taken) + never + ins(given), after), before + given + after, ChangeKind.REPLACE
        )

    def _rewrite(self, place: int, text: str) -> int:
        given = self._invented.text()
        return self._change(place, ("", gone(text) + ins(given), ""), given, ChangeKind.REPLACE)

    def _cut(self, place: int, text: str) -> int:
        before, taken, after = self._invented.parts(text)
        if not before and not after:
            return self._keep(place, text)
        return self._change(place, (before, gone(taken), after), before + after, ChangeKind.DELETE)

    def _add(self, place: int, text: str) -> int:
        before, taken, after = self._invented.parts(text)
        given = " " + self._invented.word()
        return self._change(
            place, (before + taken, ins(given), after), before + taken + given + after, ChangeKind.INSERT
        )

    def _change(self, place: int, parts: tuple[str, str, str], text: str, kind: ChangeKind) -> int:
        before, middle, after = parts
        content = (run(before) if before else "") + middle + (run(after) if after else "")
        self._put(content, uid=self._uid(place))
        self._alone(kind, {place: (text,)})
        self._result.append(text)
        return place + 1

    def _change_untracked(self, place: int, text: str) -> int:
        if text in [one.plain for n, one in enumerate(self._unit_now.paragraphs) if n != place]:
            return self._keep(place, text)
        words = text.split()
        at = self._chance.randrange(len(words))
        words[at] = self._invented.word()
        if " ".join(words) == text:
            return self._keep(place, text)
        self._put(run(" ".join(words)), uid=self._uid(place))
        self._alone(ChangeKind.UNTRACKED, {place: (" ".join(words),)})
        self._result.append(" ".join(words))
        return place + 1

    def _delete(self, place: int, text: str) -> int:
        if len(self._unit_now.paragraphs) == 1 or (not self._result and place == len(self._unit_now.paragraphs) - 1):
            return self._keep(place, text)
        last = self._edited.sheets[-1]
        if self._is_word or last.mark or last.style != "Operative":
            self._put(gone(text), uid=self._uid(place), mark="del")
        else:
            last.mark = "del"
            self._put(gone(text), uid=self._uid(place))
        self._alone(ChangeKind.DELETE, {place: ()})
        return place + 1

    def _insert(self, place: int, text: str) -> int:
        place = self._keep(place, text)
        new = self._invented.text()
        if self._is_word:
            self._put(ins(new), mark="ins")
        else:
            self._edited.sheets[-1].mark = "ins"
            self._put(ins(new))
        self._alone(ChangeKind.INSERT, {place - 1: (text, new)})
        self._result.append(new)
        return place

    def _split(self, place: int, text: str) -> int:
        words = text.split()
        cut = self._chance.randrange(1, len(words))
        one, two = " ".join(words[:cut]), " ".join(words[cut:])
        self._put(run(one), uid=self._uid(place), mark="ins")
        self._put(run(" " + two))
        self._alone(ChangeKind.SPLIT, {place: (one, two)})
        self._result += [one, two]
        return place + 1

    def _merge(self, place: int, text: str) -> int:
        paragraphs = self._unit_now.paragraphs
        if place + 1 >= len(paragraphs) or len(paragraphs[place + 1].spans) > 1:
            return self._keep(place, text)
        self._put(run(text) + ins(" "), uid=self._uid(place), mark="del")
        self._put(run(paragraphs[place + 1].plain), uid=self._uid(place + 1))
        joined = f"{text} {paragraphs[place + 1].plain}"
        self._alone(ChangeKind.MERGE, {place: (joined,), place + 1: ()})
        self._result.append(joined)
        return place + 2

    def _move(self, place: int, text: str) -> int:
        """A paragraph changes places with the next one."""
        paragraphs = self._unit_now.paragraphs
        if place + 1 >= len(paragraphs) or paragraphs[place + 1].plain == text or len(paragraphs[place + 1].spans) > 1:
            return self._keep(place, text)
        self._moves += 1
        name = f"move{self._moves}"
        tags = ("moveFrom", "moveTo") if self._chance.random() < 0.7 else ("del", "ins")
        old = self._put(gone(text, tag=tags[0]), uid=self._uid(place), mark=tags[0])
        self._keep(place + 1, paragraphs[place + 1].plain)
        new = self._put(ins(text, tag=tags[1]), mark=tags[1])
        if tags[0] == "moveFrom":
            old.before, old.after = (piece.format("From", name) for piece in _MOVE)
            new.before, new.after = (piece.format("To", name) for piece in _MOVE)
        if tags[0] == "moveFrom" or len(text) > 20:
            self._alone(ChangeKind.MOVE, {place: (), place + 1: (paragraphs[place + 1].plain, text)})
        else:
            self._alone(ChangeKind.DELETE, {place: ()})
            self._alone(ChangeKind.INSERT, {place + 1: (paragraphs[place + 1].plain, text)})
        self._result.append(text)
        return place + 2

    def _embolden(self, place: int, text: str) -> int:
        before, words, after = self._invented.parts(text)
        look = f'<w:b/><w:rPrChange w:id="6" w:author="Alba" w:date="{DATE}"><w:rPr/></w:rPrChange>'
        return self._change(place, (before, run(words, look), after), f"{before}*{words}*{after}", ChangeKind.FORMAT)

    def _edit_noted(self, place: int, text: str) -> int:
        """A paragraph with a footnote: nothing happens to it, or its footnote changes, or its words."""
        note = str(self._unit_now.paragraphs[place].spans[-1].footnote)
        act = self._chance.choice(["keep", "note", "words"])
        words, given = note.split(), self._invented.word() + "x"
        shown, content = f"{text}[{note}]", run(text)
        written = run(f" {note}")
        if act == "note":
            written = run(" ") + gone(words[0]) + ins(given) + run(" " + " ".join(words[1:]))
            shown = f"{text}[{' '.join([given, *words[1:]])}]"
        if act == "words":
            content, shown = run(text) + ins(f" {given}"), f"{text} {given}[{note}]"
        self._put(content + self._reference(written), uid=self._uid(place))
        if act != "keep":
            self._alone(ChangeKind.INSERT if act == "words" else ChangeKind.REPLACE, {place: (shown,)})
        self._result.append(shown)
        return place + 1

    def _reference(self, content: str) -> str:
        """The mark of a footnote with this content, as XML or as words."""
        number = len(self._edited.notes) + 2
        words = par(content if content.startswith("<") else run(content))
        self._edited.notes.append(f'<w:footnote w:id="{number}">{words}</w:footnote>')
        return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'

    def _send(self, place: int, text: str) -> int:
        """A paragraph goes to the end of the next unit."""
        units = [entry.unit for entry in self._base.units]
        is_last = place == len(self._unit_now.paragraphs) - 1
        if self._carried or self._unit_now is units[-1] or (is_last and not self._result) or len(text) < 20:
            return self._keep(place, text)
        self._moves += 1
        name = f"move{self._moves}"
        old = self._put(gone(text, tag="moveFrom"), uid=self._uid(place), mark="moveFrom")
        old.before, old.after = (piece.format("From", name) for piece in _MOVE)
        self._carried = [(name, text)]
        self._alone(ChangeKind.MOVE, {place: ()})
        return place + 1

    def _receive(self, unit: Unit) -> None:
        for name, text in [one for one in self._carried if text_is_elsewhere(unit, one[1])]:
            new = self._put(ins(text, tag="moveTo"), mark="moveTo")
            new.before, new.after = (piece.format("To", name) for piece in _MOVE)
            last = len(unit.paragraphs) - 1
            shown = "".join(map(shown_as, unit.paragraphs[last].spans))
            self._alone(ChangeKind.MOVE, {last: (shown, text)})
            self._result.append(text)
            self._carried = []

    def _delete_unit(self, unit: Unit) -> None:
        self._put(gone(unit.title), "Heading2", unit.uid, "del")
        for paragraph in unit.paragraphs:
            note = "".join(self._reference(str(span.footnote)) for span in paragraph.spans if span.footnote)
            content = gone(paragraph.plain) + note.replace("<w:r>", '<w:del w:id="2" w:author="Alba"><w:r>')
            self._put(content.replace("/></w:r>", "/></w:r></w:del>"), uid=paragraph.uid, mark="del")
        self._edited.expected.append(Expected(unit.uid, ChangeKind.DELETE, None))
        self._edited.texts[unit.uid] = None

    def _new_unit(self) -> None:
        title, text = f"Title {self._invented.sentence(3)}", self._invented.text()
        self._put(ins(title), "Heading2", mark="ins")
        self._put(ins(text), mark="ins")
        self._edited.expected.append(Expected("", ChangeKind.INSERT, (plain(title), (plain(text),))))


def text_is_elsewhere(unit: Unit, text: str) -> bool:
    """Whether a text is none of the unit's own."""
    return text not in [paragraph.plain for paragraph in unit.paragraphs]
