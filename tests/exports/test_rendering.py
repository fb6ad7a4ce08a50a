import shutil
import subprocess
from pathlib import Path

import pytest

from exports.pagination import pdf
from exports.word import write_word
from exports.working_paper import write_numbered_paper
from tests.conftest import missing
from tests.exports.papers import make_working_paper
from tests.exports.publications import make_manifesto, make_publication

PUBLICATION = make_publication(make_manifesto(tuple(range(1, 16)), 8), votes=60)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The text of every page, as LibreOffice lays the document out."""
    for program, package in (("soffice", "libreoffice-writer-nogui"), ("pdftotext", "poppler-utils")):
        if shutil.which(program) is None:
            missing(program, f"install {package}")
    folder = tmp_path_factory.mktemp("rendering")
    source = folder / "manifesto.docx"
    source.write_bytes(write_word(PUBLICATION, "en"))
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return _text(folder / "manifesto.pdf").removesuffix("\f").split("\f")


def _text(path: Path) -> str:
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, timeout=60)
    return done.stdout.decode()


def test_the_document_has_the_pages_of_its_text(pages: list[str]) -> None:
    assert 35 <= len(pages) <= 45
    assert f"Page {len(pages)} of {len(pages)}" in pages[-1]


def test_the_hash_stands_on_the_last_page(pages: list[str]) -> None:
    sha = PUBLICATION.sha256

    assert all(sha[at : at + 8] in pages[-1] for at in range(0, 64, 8))


def test_numbers_appear_as_they_were_debated(pages: list[str]) -> None:
    text = "\n".join(pages)

    for chapter in PUBLICATION.manifesto.chapters:
        for unit in chapter.units:
            assert f"\n{unit.number} " in text.replace("\n ", "\n") or not unit.number


def test_the_contents_name_the_right_page_or_its_neighbour(pages: list[str]) -> None:
    contents = "".join(pages[1:4])

    for chapter in PUBLICATION.manifesto.chapters:
        title = f"{dict(chapter.title)['en']}"
        line = next(line for line in contents.splitlines() if f"{title}." in line)
        told = int(line.rsplit(".", 1)[1])
        real = next(number for number, page in enumerate(pages, start=1) if f"{title}\n" in page)
        assert abs(told - real) <= 1


def test_lines_have_the_numbers_of_the_screen(tmp_path: Path) -> None:
    paper = make_working_paper()
    lines = [line for unit in paper.text("en")[1] for paragraph in unit.paragraphs for line in paragraph.lines]
    rendered = pdf(write_numbered_paper(paper, "en"))
    if not rendered:
        missing("soffice", "install libreoffice-writer-nogui")
    (tmp_path / "paper.pdf").write_bytes(rendered)

    numbered = [line.split() for line in _text(tmp_path / "paper.pdf").splitlines()]

    for line in lines:
        words = "".join(span.text for span in line.spans).split()[:4]
        place = next(place for place, read in enumerate(numbered) if str(line.number) in read[:1])
        read = " ".join(word for word in numbered[place][1:] if not word.startswith("2."))
        assert read.startswith(" ".join(words).rstrip("."))
