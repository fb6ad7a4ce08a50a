import random
import resource
import subprocess
import sys

import pytest

from recommendations.config import ROOT
from recommendations.domain.intake import (
    FileDamaged,
    FileEmbedsObjects,
    FileEncrypted,
    FileHasDoctype,
    FileHasMacros,
    FileNotWord,
    FileOldWord,
    FileRefersOutside,
    FileRefused,
    FileTooDeep,
    FileTooDemanding,
    FileTooLarge,
    FileTooLong,
    FileTooManyParts,
    FileUnpacksTooLarge,
    FileUnrelated,
)
from recommendations.intake.word.child import imported_draft, returned_paper
from recommendations.intake.word.package import MOST_BYTES
from recommendations.intake.word.returning import read_returned
from tests.intake.word.papers import NAMESPACES, R, base_of, document, ins, paper, par, part, run, unit, zipped

UNIT = unit("r1", "Cities light their streets at night.", title="Light the streets")
BASE = base_of(UNIT)
GOOD = paper(UNIT)
_OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600)


def _related(kind: str, target: str, *, external: bool = True) -> bytes:
    mode = ' TargetMode="External"' if external else ""
    return document(GOOD, relations=f'<Relationship Id="x" Type="{R}/{kind}" Target="{target}"{mode}/>')


def _main(text: str | bytes) -> bytes:
    return document(GOOD, more={"word/document.xml": text})


def _laughing() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    body = part("document", f"<w:body>{par('<w:r><w:t>&l9;</w:t></w:r>')}</w:body>")
    return _main(f'<!DOCTYPE x [<!ENTITY l0 "ha">{entities}]>{body}')


def _outsider() -> bytes:
    body = part("document", f"<w:body>{par('<w:r><w:t>&x;</w:t></w:r>')}</w:body>")
    return _main(f'<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/hostname">]>{body}')


def _locked() -> bytes:
    content = bytearray(document(GOOD))
    for start in (b"PK\x03\x04", b"PK\x01\x02"):
        at = content.find(start)
        content[at + (6 if start[2] == 3 else 8)] |= 1
    return bytes(content)


def _cut() -> bytes:
    content = bytearray(document(GOOD))
    at = content.find(b"word/document.xml") + 40
    content[at : at + 8] = b"\x00" * 8
    return bytes(content)


HOSTILE = [
    pytest.param(bytes(MOST_BYTES + 1), FileTooLarge, id="too many bytes"),
    pytest.param(b"", FileNotWord, id="empty"),
    pytest.param(b"%PDF-1.7", FileNotWord, id="PDF"),
    pytest.param(b"PK\x03\x04 and nothing else", FileDamaged, id="beginning of a ZIP"),
    pytest.param(document(GOOD)[:-60], FileDamaged, id="ZIP without its end"),
    pytest.param(_cut(), FileDamaged, id="packed data overwritten"),
    pytest.param(zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), FileNotWord, id="other ZIP"),
    pytest.param(document(GOOD, kind="workbook"), FileNotWord, id="other kind of document"),
    pytest.param(_OLE, FileOldWord, id="old Word"),
    pytest.param(_OLE + "EncryptedPackage".encode("utf-16-le"), FileEncrypted, id="password"),
    pytest.param(_locked(), FileEncrypted, id="locked ZIP"),
    pytest.param(document(GOOD, more={"word/vbaProject.bin": b"x"}), FileHasMacros, id="macro"),
    pytest.param(document(GOOD, kind="document.macroEnabled"), FileHasMacros, id="docm"),
    pytest.param(_related("attachedTemplate", "https://example.org/t.dotm"), FileRefersOutside, id="outside template"),
    pytest.param(_related("image", "https://example.org/i.png"), FileRefersOutside, id="outside image"),
    pytest.param(_related("oleObject", "file:///x"), FileRefersOutside, id="outside object"),
    pytest.param(_related("oleObject", "o.bin", external=False), FileEmbedsObjects, id="object"),
    pytest.param(_related("aFChunk", "part.html", external=False), FileEmbedsObjects, id="other document inside"),
    pytest.param(_related("subDocument", "other.docx", external=False), FileEmbedsObjects, id="sub-document"),
    pytest.param(_laughing(), FileHasDoctype, id="billion laughs"),
    pytest.param(_outsider(), FileHasDoctype, id="external entity"),
    pytest.param(_main(f"<w:document {NAMESPACES}>&#1;</w:document>"), FileDamaged, id="control character"),
    pytest.param(_main('<?xml version="1.0" encoding="UTF-7"?><a/>'), FileDamaged, id="odd encoding"),
    pytest.param(_main("<a/>"), FileDamaged, id="no document"),
    pytest.param(_main("<a><b></a>"), FileDamaged, id="broken XML"),
    pytest.param(document("<w:sdt>" * 150 + GOOD + "</w:sdt>" * 150), FileTooDeep, id="deep"),
    pytest.param(document("<w:sdt>" * 400 + GOOD + "</w:sdt>" * 400), FileTooDeep, id="very deep"),
    pytest.param(document("<w:p/>" * 60_000), FileTooLong, id="60,000 paragraphs"),
    pytest.param(document(GOOD, more={f"word/m{n}.bin": b"" for n in range(600)}), FileTooManyParts, id="parts"),
    pytest.param(document(GOOD, more={"word/media/a.bmp": bytes(9_000_000)}), FileUnpacksTooLarge, id="ZIP bomb"),
    pytest.param(_main("<a>" + "<b/>" * 2_000_000 + "</a>"), FileUnpacksTooLarge, id="elements without end"),
    pytest.param(zipped({"[Content_Types].xml": "<Types/>", "../x.xml": "<x/>"}), FileDamaged, id="path outside"),
    pytest.param(document(par(run("Something else entirely."))), FileUnrelated, id="another text"),
    pytest.param(document(GOOD + par(ins("New."), mark="ins") * 3_000), FileTooDemanding, id="changes without end"),
    pytest.param(document(GOOD + par(ins("word " * 2_500_000))), FileUnpacksTooLarge, id="endless paragraph"),
]


@pytest.mark.parametrize(("content", "kind"), HOSTILE)
def test_what_is_no_safe_word_file_is_refused(content: bytes, kind: type[FileRefused]) -> None:
    with pytest.raises(FileRefused) as refusal:
        read_returned(content, BASE)

    assert type(refusal.value) is kind


def test_an_entry_that_lies_about_its_size_is_refused() -> None:
    content = bytearray(document(GOOD, more={"word/large.xml": b"<a/>" + b" " * 30_000_000}))
    at = content.rfind(b"PK\x01\x02", 0, content.rfind(b"word/large.xml"))
    content[at + 24 : at + 28] = (4).to_bytes(4, "little")

    with pytest.raises((FileUnpacksTooLarge, FileDamaged)):
        read_returned(bytes(content), BASE)


def test_every_refusal_of_a_file_comes_out_of_the_other_process_as_itself() -> None:
    with pytest.raises(FileRefersOutside) as refusal:
        returned_paper(_related("image", "https://example.org/i.png"), BASE)

    assert refusal.value.details == {"kind": "image"}


def test_a_file_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(FileTooDemanding):
        returned_paper(document(GOOD), BASE, seconds=0.001)


def test_a_template_and_both_encodings_are_read() -> None:
    text = '<?xml version="1.0" encoding="UTF-16"?>' + part("document", f"<w:body>{GOOD}</w:body>")

    assert read_returned(document(GOOD, kind="template"), BASE).units == ()
    assert read_returned(_main(text.encode("utf-16")), BASE).units == ()


def test_files_broken_at_random_are_refused_or_read_but_never_break_the_reader() -> None:
    chance = random.Random(4)
    good = document(GOOD, {"footnotes": part("footnotes", "")})
    for _ in range(300):
        content = bytearray(good)
        for _ in range(chance.randint(1, 6)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        try:
            read_returned(bytes(content), BASE)
        except FileRefused:
            continue


def test_xml_changed_at_random_is_refused_or_read_but_never_breaks_the_reader() -> None:
    chance = random.Random(5)
    tags = ["ins", "del", "moveFrom", "p", "r", "t", "tbl", "sdt", "hyperlink", "bookmarkStart", "fldChar", "br"]
    for _ in range(300):
        inner = "".join(
            chance.choice(["<w:{0}>{1}</w:{0}>", "{1}<w:{0}/>"]).format(chance.choice(tags), f"<w:t>a{n}</w:t>")
            for n in range(20)
        )
        read_returned(document(GOOD + f"<w:p><w:ins>{inner}</w:ins></w:p>{inner}"), BASE)


def test_the_other_process_has_little_memory_and_no_network() -> None:
    asked = (
        "import runpy, socket, sys\n"
        "sys.argv = ['x']\n"
        "try: runpy.run_path({!r}, run_name='__main__')\n"
        "except ValueError: pass\n"
        "try: socket.socket(); print('network')\n"
        "except OSError: print('none')\n"
        "try: bytearray(2_000_000_000); print('memory')\n"
        "except MemoryError: print('none')\n"
    ).format(str(ROOT / "recommendations" / "intake" / "word" / "child_main.py"))

    run = subprocess.run([sys.executable, "-I", "-c", asked], input=b"", capture_output=True, check=False)

    assert run.stdout.decode().split() == ["none", "none"]


def test_a_large_file_costs_the_server_itself_next_to_nothing() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    body = "".join(par(run(f"Paragraph {n} of a very long text that somebody wrote.")) for n in range(11_000))

    draft = imported_draft(document(body))

    assert len(draft.themes[0].units) == 11_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 120_000


def test_it_works_in_the_server_whose_modules_gevent_has_patched() -> None:
    program = (
        "from gevent import monkey; monkey.patch_all()\n"
        "import gevent\n"
        "from tests.intake.word.test_hostile_files import BASE, GOOD\n"
        "from tests.intake.word.papers import document\n"
        "from recommendations.intake.word.child import returned_paper\n"
        "others = []\n"
        "other = gevent.spawn(lambda: [(others.append(1), gevent.sleep(0.005)) for _ in range(10)])\n"
        "print(len(returned_paper(document(GOOD), BASE).units), len(others) > 3)\n"
    )

    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)

    assert run.stdout.split() == ["0", "True"], run.stderr
