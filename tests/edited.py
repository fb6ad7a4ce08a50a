"""Edits a paper as somebody does in Word with change tracking switched on: in its XML, which is all that is sent."""

import io
import zipfile
from copy import deepcopy
from typing import Any

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BODY, COMMENTS, RELATIONS, TYPES = (
    "word/document.xml",
    "word/comments.xml",
    "word/_rels/document.xml.rels",
    "[Content_Types].xml",
)
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
DATE = "2030-03-01T10:00:00Z"
# An element of the tree: lxml tells of each of its parts that it may be missing, and here none is.
Element = Any


def _w(name: str) -> str:
    return f"{{{W}}}{name}"


class Edited:
    """A Word file on somebody's desk; ``content`` is what they save."""

    def __init__(self, content: bytes, by: str = "Porto Claro") -> None:
        """Open the file."""
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self._parts = {name: archive.read(name) for name in archive.namelist()}
        self._tree: Element = etree.fromstring(self._parts[BODY])
        self._comments: list[str] = []
        self._by = by
        self._next = 9000

    @property
    def content(self) -> bytes:
        """The file as it is saved."""
        parts = self._parts | {BODY: etree.tostring(self._tree, xml_declaration=True, encoding="UTF-8")}
        if self._comments:
            parts |= self._comment_parts()
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, part in parts.items():
                archive.writestr(name, part)
        return buffer.getvalue()

    def replace(self, old: str, new: str) -> "Edited":
        """Replace words; without ``new`` they are deleted, and ``old`` may go on in ``new`` to insert behind it."""
        run = self._cut_out(old)
        place, parent = run.getparent().index(run), run.getparent()
        if new.startswith(old):
            parent.insert(place + 1, self._tracked("ins", self._run(run, new.removeprefix(old))))
            return self
        wrapped = self._tracked("del", run)
        parent.insert(place, wrapped)
        if new:
            parent.insert(place + 1, self._tracked("ins", self._run(run, new)))
        return self

    def write_over(self, old: str, new: str) -> "Edited":
        """Replace words with tracking switched off."""
        run = self._cut_out(old)
        run.find(_w("t")).text = new
        return self

    def delete(self, *starts: str) -> "Edited":
        """Delete the whole paragraphs that begin with these words."""
        for start in starts:
            self._mark(self._paragraph(start), "del")
        return self

    def move(self, start: str, behind: str) -> "Edited":
        """Move the paragraph that begins with these words behind another one."""
        paragraph = self._paragraph(start)
        copy = deepcopy(paragraph)
        for mark in (*copy.iter(_w("bookmarkStart")), *copy.iter(_w("bookmarkEnd"))):
            mark.getparent().remove(mark)
        self._paragraph(behind).addnext(copy)
        self._mark(paragraph, "moveFrom")
        self._mark(copy, "moveTo")
        for one, name in ((paragraph, "moveFrom"), (copy, "moveTo")):
            begun = self._signed(f"{name}RangeStart")
            begun.set(_w("name"), "move1")
            one.addprevious(begun)
            one.addnext(etree.Element(_w(f"{name}RangeEnd"), {_w("id"): begun.get(_w("id"))}))
        return self

    def add(self, text: str, behind: str) -> "Edited":
        """A new paragraph stands behind the one that begins with these words, in the same style."""
        model = self._paragraph(behind)
        paragraph = etree.Element(_w("p"))
        paragraph.append(deepcopy(model.find(_w("pPr"))))
        paragraph.append(self._run(None, text))
        model.addnext(paragraph)
        self._mark(paragraph, "ins")
        return self

    def add_table(self, text: str, behind: str) -> "Edited":
        """A table with these words stands behind the paragraph that begins with ``behind``."""
        table = etree.fromstring(
            f'<w:tbl xmlns:w="{W}"><w:tblPr/><w:tblGrid><w:gridCol w:w="4000"/></w:tblGrid>'
            "<w:tr><w:tc><w:tcPr/><w:p/></w:tc></w:tr></w:tbl>"
        )
        next(table.iter(_w("p"))).append(self._run(None, text))
        self._paragraph(behind).addnext(table)
        return self

    def comment(self, words: str, text: str) -> "Edited":
        """A comment at these words."""
        run, number = self._cut_out(words), str(len(self._comments))
        for name, place in (("commentRangeStart", run.addprevious), ("commentRangeEnd", run.addnext)):
            place(etree.Element(_w(name), {_w("id"): number}))
        reference = etree.fromstring(f'<w:r xmlns:w="{W}"><w:commentReference w:id="{number}"/></w:r>')
        run.getnext().addnext(reference)
        self._comments.append(
            f'<w:comment w:id="{number}" w:author="{self._by}" w:date="{DATE}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p>'
            "</w:comment>"
        )
        return self

    def _paragraph(self, start: str) -> Element:
        return next(one for one in self._tree.iter(_w("p")) if "".join(one.itertext(_w("t"))).startswith(start))

    def _cut_out(self, words: str) -> Element:
        """The run that holds these words and no others."""
        run = next(one for one in self._tree.iter(_w("r")) if words in "".join(one.itertext(_w("t"))))
        before, after = run.find(_w("t")).text.split(words, 1)
        if before:
            run.addprevious(self._run(run, before))
        if after:
            run.addnext(self._run(run, after))
        run.find(_w("t")).text = words
        return run

    def _run(self, like: Element | None, text: str) -> Element:
        run: Element = etree.Element(_w("r"))
        look = like.find(_w("rPr")) if like is not None else None
        if look is not None:
            run.append(deepcopy(look))
        words: Element = etree.SubElement(run, _w("t"), {SPACE: "preserve"})
        words.text = text
        return run

    def _signed(self, name: str) -> Element:
        self._next += 1
        return etree.Element(_w(name), {_w("id"): str(self._next), _w("author"): self._by, _w("date"): DATE})

    def _tracked(self, name: str, run: Element) -> Element:
        mark = self._signed(name)
        if name == "del":
            for words in run.iter(_w("t")):
                words.tag = _w("delText")
        mark.append(run)
        return mark

    def _mark(self, paragraph: Element, name: str) -> None:
        for run in list(paragraph.iterchildren(_w("r"))):
            place = paragraph.index(run)
            paragraph.insert(place, self._tracked(name, run))
        properties = paragraph.find(_w("pPr"))
        look = properties.find(_w("rPr"))
        if look is None:
            look = etree.SubElement(properties, _w("rPr"))
        look.insert(0, self._signed(name))

    def _comment_parts(self) -> dict[str, bytes]:
        relations = self._parts[RELATIONS].decode()
        related = f'<Relationship Id="rIdComments" Type="{R}/comments" Target="comments.xml"/></Relationships>'
        types = self._parts[TYPES].decode()
        told = f'<Override PartName="/{COMMENTS}" ContentType="{_MAIN}"/></Types>'
        return {
            COMMENTS: f'<w:comments xmlns:w="{W}">{"".join(self._comments)}</w:comments>'.encode(),
            RELATIONS: relations.replace("</Relationships>", related).encode(),
            TYPES: types.replace("</Types>", told).encode(),
        }
