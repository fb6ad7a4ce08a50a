"""A tree of WordprocessingML walked once: nothing that it does not know is skipped, so that no word is lost."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from recommendations.domain.intake import Aside, FileTooDeep, FileTooLong, Signed
from recommendations.domain.text import printable
from recommendations.intake.word.fields import Field, Fields
from recommendations.intake.word.pieces import SAFE_LINK, FileParagraph, Look, Piece, Revision
from recommendations.intake.word.relations import Relation
from recommendations.intake.word.styles import Styles
from recommendations.intake.word.trees import MATH, MC, VML, Element, R, W, elements, is_on, value, words

MOST_PARAGRAPHS = 12_000
MOST_DEPTH = 120
LONGEST_NAME = 200

_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "", "sym": "\ufffd"}
_SKIPPED = frozenset(
    W + name for name in ("pPr", "rPr", "sectPr", "tblPr", "tblGrid", "tcPr", "trPr", "sdtPr", "sdtEndPr", "numPr")
)


def signed(node: Element) -> Signed:
    """Who and when, as the file says it."""
    return Signed(printable(value(node, "author"))[:LONGEST_NAME], printable(value(node, "date"))[:40])


@dataclass(frozen=True, slots=True)
class _State:
    """What holds for everything inside of an element."""

    inserted: Revision | None = None
    deleted: Revision | None = None
    link: str | None = None
    aside: Aside | None = None
    depth: int = 0


class Reader:
    """Reads one part; what it found stands in its attributes."""

    def __init__(self, relations: Mapping[str, Relation], styles: Styles, aside: Aside | None = None) -> None:
        self.paragraphs: list[FileParagraph] = []
        self.besides: list[FileParagraph] = []
        self.quotes: dict[str, list[str]] = {}
        self.pictures: list[tuple[int, str]] = []
        self.tables = self.formats = self.dropped_links = 0
        self._relations, self._styles, self._start = relations, styles, _State(aside=aside)
        self._fields = Fields()
        self._current: FileParagraph | None = None
        self._waiting: list[str] = []
        self._waiting_comments: list[str] = []
        self._moves: dict[str, str] = {}
        self._quoting: set[str] = set()
        self._look = Look()
        self._old_look: Look | None = None
        self._formatted: Revision | None = None
        self._handlers = self._handlers_by_tag()

    def read(self, root: Element) -> None:
        """Everything below the root."""
        self._inside(root, self._start)

    def _handlers_by_tag(self) -> Mapping[str, Callable[[Element, _State], None]]:
        """What is done with each element; one without a handler is entered."""
        handlers: dict[str, Callable[[Element, _State], None]] = {
            W + "p": self._p,
            W + "r": self._r,
            W + "t": self._t,
            W + "tbl": self._tbl,
            W + "hyperlink": self._hyperlink,
            W + "sdt": self._sdt,
            W + "br": self._br,
            W + "bookmarkStart": self._bookmark,
            W + "commentRangeStart": self._comment_start,
            W + "commentRangeEnd": self._comment_end,
            W + "commentReference": self._comment_reference,
        }
        handlers |= {W + name: self._revised for name in ("ins", "del", "moveFrom", "moveTo")}
        handlers |= {W + name: self._boxed for name in ("drawing", "pict", "object")}
        handlers |= {W + name: self._noted for name in ("footnoteReference", "endnoteReference")}
        handlers |= {W + name: self._sign for name in _SIGNS}
        handlers |= {W + f"move{end}RangeStart": self._move_start for end in ("From", "To")}
        handlers |= {W + f"move{end}RangeEnd": self._move_end for end in ("From", "To")}
        handlers |= {W + name: self._field for name in ("fldChar", "fldSimple", "instrText", "delInstrText")}
        handlers |= {W + "delText": self._t, MATH + "t": self._t}
        handlers |= {W + "rt": self._ruby, VML + "textpath": self._art, MC + "Fallback": self._fallback}
        return handlers

    def _inside(self, node: Element, state: _State) -> None:
        if state.depth > MOST_DEPTH:
            raise FileTooDeep
        deeper = replace(state, depth=state.depth + 1)
        for child in elements(node):
            if child.tag not in _SKIPPED:
                self._handlers.get(str(child.tag), self._inside)(child, deeper)

    def _p(self, node: Element, state: _State) -> None:
        if len(self.paragraphs) + len(self.besides) >= MOST_PARAGRAPHS:
            raise FileTooLong(most=MOST_PARAGRAPHS)
        paragraph = FileParagraph(len(self.paragraphs), aside=state.aside, table=self.tables)
        (self.besides if state.aside else self.paragraphs).append(paragraph)
        self._read_properties(paragraph, node.find(W + "pPr"))
        outer, self._current = self._current, paragraph
        paragraph.bookmarks += [(name, 0) for name in self._waiting]
        paragraph.comments += self._waiting_comments
        self._waiting, self._waiting_comments = [], []
        self._inside(node, state)
        self._current = outer

    def _read_properties(self, paragraph: FileParagraph, properties: Element | None) -> None:
        if properties is None:
            return
        paragraph.style = value(properties.find(W + "pStyle"))
        outline = value(properties.find(W + "outlineLvl"))
        paragraph.outline = int(outline) if outline.isdecimal() else None
        number = properties.find(W + "numPr")
        if number is not None:
            level = value(number.find(W + "ilvl"))
            paragraph.listed = (value(number.find(W + "numId")), int(level) if level.isdecimal() else 0)
        self.formats += len(properties.findall(W + "pPrChange"))
        for mark in properties.findall(f"{W}rPr/*"):
            if mark.tag in {W + "ins", W + "moveTo"}:
                paragraph.mark_inserted = self._revision(mark)
            elif mark.tag in {W + "del", W + "moveFrom"}:
                paragraph.mark_deleted = self._revision(mark)

    def _revision(self, node: Element) -> Revision:
        kind = str(node.tag).removeprefix(W)
        return Revision(signed(node), self._moves.get(kind, "") if kind.startswith("move") else "")

    def _revised(self, node: Element, state: _State) -> None:
        is_insertion = node.tag in {W + "ins", W + "moveTo"}
        change = {"inserted" if is_insertion else "deleted": self._revision(node)}
        self._inside(node, replace(state, **change))  # type: ignore[arg-type]  # one of the two names, always a Revision

    def _r(self, node: Element, state: _State) -> None:
        before = self._look, self._old_look, self._formatted
        properties = node.find(W + "rPr")
        self._look, self._old_look, self._formatted = self._styles.look(properties), None, None
        changed = properties.find(W + "rPrChange") if properties is not None else None
        if changed is not None:
            self._old_look = self._styles.look(changed.find(W + "rPr"))
            self._formatted = self._revision(changed) if self._old_look != self._look else None
            self.formats += self._formatted is None
        self._inside(node, state)
        self._look, self._old_look, self._formatted = before

    def _t(self, node: Element, state: _State) -> None:
        self._add(words(node), state)

    def _sign(self, node: Element, state: _State) -> None:
        self._add(_SIGNS[str(node.tag).removeprefix(W)], state)

    def _br(self, node: Element, state: _State) -> None:
        self._add("\n" if value(node, "type") in {"", "textWrapping"} else "", state)

    def _add(self, text: str, state: _State, note: str = "") -> None:
        if self._current is None or not (text or note):
            return
        link = state.link or self._safe(self._fields.link)
        look, old = replace(self._look, link=link), self._old_look and replace(self._old_look, link=link)
        # What a program computes differs from one to the next, in headers and tables as well.
        aside = Aside.FIELD if self._fields.hides else state.aside
        piece = Piece(text, look, old, state.inserted, state.deleted, self._formatted, note, aside)
        self._current.pieces.append(piece)
        if piece.deleted is None:
            for comment in self._quoting:
                self.quotes[comment].append(text)

    def _noted(self, node: Element, state: _State) -> None:
        kind = str(node.tag).removeprefix(W)[0]
        self._add("", state, note=f"{kind}{value(node, 'id')}")

    def _hyperlink(self, node: Element, state: _State) -> None:
        relation = self._relations.get(str(node.get(R + "id", "")))
        link = printable(relation.target) if relation is not None and relation.is_external else None
        self._inside(node, replace(state, link=self._safe(link)))

    def _safe(self, link: str | None) -> str | None:
        if link is None or SAFE_LINK.match(link):
            return link
        self.dropped_links += 1
        return None

    def _tbl(self, node: Element, state: _State) -> None:
        self.tables += state.aside is None
        self._inside(node, replace(state, aside=state.aside or Aside.TABLE))

    def _boxed(self, node: Element, state: _State) -> None:
        if next(node.iter(W + "txbxContent", VML + "textpath"), None) is None:
            self._picture(node)
        self._inside(node, replace(state, aside=state.aside or Aside.BOX))

    def _picture(self, node: Element) -> None:
        # What is said for those who cannot see it is all that a text could keep of it.
        said = [str(one.get("descr") or one.get("alt") or one.get("title") or "") for one in node.iter()]
        place = len(self.paragraphs) if self._current is None or self._current.aside else self._current.position
        self.pictures.append((place, " ".join(printable(next(filter(None, said), "")).split())))

    def _art(self, node: Element, state: _State) -> None:
        """Words that are drawn, as in a watermark."""
        self._add(printable(str(node.get("string", ""))), state)

    def _ruby(self, node: Element, state: _State) -> None:
        self._inside(node, replace(state, aside=state.aside or Aside.RUBY))

    def _fallback(self, node: Element, state: _State) -> None:
        """The same again for older programs; read only where there is nothing for newer ones."""
        parent = node.getparent()
        if parent is None or parent.find(MC + "Choice") is None:
            self._inside(node, state)

    def _sdt(self, node: Element, state: _State) -> None:
        properties = node.find(W + "sdtPr")
        gallery = value(node.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery"))
        if gallery == "Table of Contents":
            state = replace(state, aside=state.aside or Aside.FIELD)
        elif properties is not None and is_on(properties.find(W + "showingPlcHdr")):
            state = replace(state, aside=state.aside or Aside.BLANK)
        self._inside(node, state)

    def _field(self, node: Element, state: _State) -> None:
        kind = str(node.tag).removeprefix(W)
        if kind == "fldChar":
            self._fields.turn(value(node, "fldCharType"))
        elif kind == "fldSimple":
            self._fields.open.append(Field(value(node, "instr"), is_result=True))
            self._inside(node, state)
            self._fields.turn("end")
        else:
            self._fields.instruct(str(node.text or ""))

    def _bookmark(self, node: Element, _: _State) -> None:
        name = value(node, "name")
        if self._current is None:
            self._waiting.append(name)
        else:
            self._current.bookmarks.append((name, len(self._current.text)))

    def _comment_start(self, node: Element, _: _State) -> None:
        identifier = value(node, "id")
        self.quotes.setdefault(identifier, [])
        self._quoting.add(identifier)
        (self._waiting_comments if self._current is None else self._current.comments).append(identifier)

    def _comment_end(self, node: Element, _: _State) -> None:
        self._quoting.discard(value(node, "id"))

    def _comment_reference(self, node: Element, state: _State) -> None:
        if value(node, "id") not in self.quotes:
            self._comment_start(node, state)
            self._comment_end(node, state)

    def _move_start(self, node: Element, _: _State) -> None:
        self._moves[str(node.tag).removeprefix(W).removesuffix("RangeStart")] = value(node, "name")

    def _move_end(self, node: Element, _: _State) -> None:
        self._moves.pop(str(node.tag).removeprefix(W).removesuffix("RangeEnd"), None)
