import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.lint import findings
from exports.word import write_redline, write_word
from recommendations.domain.manifesto import Chapter, Manifesto, NumberedUnit
from recommendations.domain.papers import Attribution, Contribution, Redline
from recommendations.domain.text import Paragraph, Span, Unit, UnitKind
from tests.conftest import missing
from tests.domain.random_texts import Assembly, random_assembly
from tests.exports.deciding import decided, signed_changes
from tests.exports.opening import part, values
from tests.exports.publications import make_manifesto, make_publication, make_unit

CLARO = Attribution("Porto Claro", "2030-03-21", "Amendment 1", ((("en", "70 for, 10 against"), ("fr", "70 pour")),))
ALBA = Attribution("Alba", "2030-03-22", "Amendment 2")
STYLES = {"Heading1", "Heading2", "Operative", "OperativeNumbered", "Addressees", "Passage", "HeadingPlain"}
assemblies = st.randoms(use_true_random=False).map(random_assembly)


def of_units(*units: Unit, number: int = 1) -> Manifesto:
    """A manifesto of one chapter with these units, in English."""
    numbered = tuple(NumberedUnit(f"{number}.{n}", (("en", unit),)) for n, unit in enumerate(units, start=1))
    return make_manifesto(languages=("en",), preamble=(), chapters=(Chapter(number, (("en", "Nights"),), numbered),))


def redline(base: Manifesto, new: Manifesto, *contributions: Contribution) -> Redline:
    return Redline(base, (("en", "Draft 1"), ("fr", "Projet 1")), make_publication(new), contributions, "2030-03-23")


def text_of(content: bytes, *, accept: bool = True) -> list[tuple[str, str]]:
    """The paragraphs of the text itself, without title page, contents and annex."""
    found = [one for one in decided(content, accept=accept) if one[0] in STYLES]
    return found[: next(place for place, one in enumerate(found) if one[1] == "Signatures")]


def said(content: bytes, *, accept: bool = True) -> list[str]:
    """The words alone."""
    return [text for _, text in text_of(content, accept=accept)]


def words(unit: str, *texts: str) -> Unit:
    paragraphs = tuple(Paragraph(f"{unit}-{n}", (Span(text),)) for n, text in enumerate(texts))
    return Unit(unit, UnitKind.RECOMMENDATION, paragraphs, f"Title {unit}", ("eu",))


@given(assemblies)
@settings(max_examples=20)
def test_accepting_all_is_the_new_text_and_rejecting_all_the_earlier_one(assembly: Assembly) -> None:
    fixed = words("r9", "A text that stays.")
    base, new = (
        of_units(fixed, replace(unit, addressees=("local",), title=unit.title or "Untitled"))
        for unit in (assembly.base, assembly.amended[0])
    )

    content = write_redline(redline(base, new), "en")

    assert said(content) == said(write_word(make_publication(new), "en"))
    assert said(content, accept=False) == said(write_word(make_publication(base), "en"))


def test_units_and_chapters_that_come_go_and_move_are_right_on_both_sides() -> None:
    one, two, three = (words(uid, f"Words of {uid}.", "More of it.") for uid in ("r1", "r2", "r3"))
    base, new = of_units(one, two), of_units(three, two, replace(one, addressees=()))
    base = replace(base, chapters=(*base.chapters, *of_units(words("r7", "Gone."), number=2).chapters))
    new = replace(new, chapters=(*new.chapters, *of_units(words("r8", "Come."), number=4).chapters))

    content = write_redline(redline(base, new), "en")

    assert text_of(content) == text_of(write_word(make_publication(new), "en"))
    assert text_of(content, accept=False) == text_of(write_word(make_publication(base), "en"))
    assert values(content, "//w:bookmarkStart[@w:name='rec_r1']") != []
    assert findings(content) == ()


def test_a_unit_that_loses_its_title_or_first_paragraph_is_right_on_both_sides() -> None:
    titled, untitled = words("r1", "One.", "Two."), replace(words("r1", "One.", "Two."), title="")
    shorter = replace(untitled, paragraphs=untitled.paragraphs[1:])
    for before, after in ((titled, untitled), (untitled, titled), (untitled, shorter)):
        base, new = of_units(before), of_units(after)

        content = write_redline(redline(base, new, Contribution("en", before, after, ALBA)), "en")

        assert text_of(content) == text_of(write_word(make_publication(new), "en"))
        assert text_of(content, accept=False) == text_of(write_word(make_publication(base), "en"))
        assert {author for _, author, _ in signed_changes(content)} == {"Alba"}


def test_each_change_is_signed_by_the_proposers_city_and_dated() -> None:
    base, one = words("r1", "Cities should act."), words("r1", "Cities must act.")
    both = words("r1", "All cities must act.")

    content = write_redline(redline(of_units(base), of_units(both), Contribution("en", base, one, CLARO)), "en")

    assert signed_changes(content) == [
        ("-", "Secretariat (editorial)", "Cities"),
        ("-", "Porto Claro", " should"),
        ("+", "Secretariat (editorial)", "All cities"),
        ("+", "Porto Claro", " must"),
    ]
    assert set(values(content, "//w:del/@w:date")) == {"2030-03-21T00:00:00Z", "2030-03-23T00:00:00Z"}


def test_the_vote_stands_once_in_a_comment() -> None:
    base, new = words("r1", "Cities should act, and should act now."), words("r1", "Cities must act, and must act now.")

    content = write_redline(redline(of_units(base), of_units(new), Contribution("en", base, new, CLARO)), "fr")

    (comment,) = Document(io.BytesIO(content)).comments
    assert [paragraph.text for paragraph in comment.paragraphs] == ["Amendment 1", "70 pour"]
    assert len(values(content, "//w:commentReference/@w:id")) == 1
    assert len(signed_changes(content)) == 4


def test_no_comment_has_the_number_of_a_footnote() -> None:
    base, new = words("r1", "Cities should act."), words("r1", "Cities must act.")

    content = write_redline(redline(of_units(base), of_units(new), Contribution("en", base, new, CLARO)), "en")

    # LibreOffice would show the words of another footnote, or none.
    assert all(int(number) >= 100_000 for number in values(content, "//w:commentReference/@w:id"))


def test_a_unit_that_an_amendment_put_in_is_its_proposers() -> None:
    one, two = words("r1", "Words."), words("r2", "More words.")

    content = write_redline(redline(of_units(one), of_units(one, two), Contribution("en", None, two, ALBA)), "en")

    assert {author for _, author, _ in signed_changes(content)} == {"Alba"}
    assert set(values(content, "//w:pPr/w:rPr/w:ins/@w:author")) == {"Alba"}


def test_marks_footnotes_and_links_survive() -> None:
    base = make_unit("r1", title="Know")
    new = replace(base, paragraphs=(*base.paragraphs[:1], Paragraph("p9", base.paragraphs[0].spans)))

    content = write_redline(redline(of_units(base), of_units(new)), "en")

    assert values(content, "//w:hyperlink/w:ins/w:r/w:t/text()") == ["guide"]
    assert values(content, "//w:ins/w:r[w:rPr/w:b]/w:t/text()") == ["twice a year"]
    assert len(values(content, "//w:ins/w:r/w:footnoteReference/@w:id")) == 1


def test_addressees_that_come_and_go_are_changes_too() -> None:
    base, new = words("r1", "Words."), replace(words("r1", "Words."), addressees=("national", "local"))

    content = write_redline(redline(of_units(base), of_units(new)), "en")

    assert ("Addressees", "Addressed to: National governments · Local authorities") in text_of(content)
    assert ("Addressees", "Addressed to: European Union") in text_of(content, accept=False)


def test_the_title_page_names_the_earlier_text_and_tracking_goes_on() -> None:
    content = write_redline(redline(of_units(words("r1", "A.")), of_units(words("r1", "B."))), "fr")

    assert "Modifications par rapport à\u00a0: Projet 1" in [p.text for p in Document(io.BytesIO(content)).paragraphs]
    assert "<w:trackRevisions/>" in part(content, "word/settings.xml")


def test_a_text_without_changes_is_the_clean_one() -> None:
    text = make_manifesto()

    content = write_redline(redline(text, text), "en")

    assert signed_changes(content) == []
    assert text_of(content) == text_of(write_word(make_publication(text), "en"))


@pytest.mark.parametrize("side", ["accept", "reject"])
def test_pandoc_reads_the_same_two_texts(tmp_path: Path, side: str) -> None:
    base = of_units(words("r1", "Cities should act.", "Gone."), words("r2", "Stays."))
    new = of_units(words("r1", "Cities must act now."), words("r2", "Stays.", "New."), words("r3", "Newer."))

    read = pandoc_reads(tmp_path, write_redline(redline(base, new), "en"), side)

    assert read == pandoc_reads(tmp_path, write_word(make_publication(new if side == "accept" else base), "en"), side)
    assert "Stays." in read


def pandoc_reads(folder: Path, content: bytes, side: str) -> list[str]:
    """The paragraphs of the text as pandoc reads them, with all changes accepted or rejected."""
    if shutil.which("pandoc") is None:
        missing("pandoc", "install pandoc")
    path = folder / "paper.docx"
    path.write_bytes(content)
    command = ["pandoc", "-f", "docx", "-t", "plain", "--wrap=none", f"--track-changes={side}", str(path)]
    text = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode()
    return text[text.index("\n\nNights") : text.index("\n\nSignatures\n\n")].split("\n\n")[1:]
