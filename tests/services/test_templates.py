"""The organisation's Word templates: handed in, put in force, worn by every document."""

import io
import zipfile
from pathlib import Path

import pytest
import sqlalchemy as sa
from docx import Document
from sqlalchemy.exc import IntegrityError

from recommendations.domain.dress import TemplateTooHeavy, TemplateUnfit
from recommendations.domain.intake import (
    FileDamaged,
    FileHasDoctype,
    FileHasMacros,
    FileNotWord,
    FileTooLarge,
    NamedFile,
)
from recommendations.domain.people import Actor, Role
from recommendations.domain.refusals import NotFound, NotPermitted, Refused
from recommendations.services.filing.returned import returned_page, take_in
from recommendations.services.manifesto.exporting import export
from recommendations.services.manifesto.verifying import Verdict, verify
from recommendations.services.papers import dresses, template_trial, templates
from recommendations.services.papers.exporting import export_edition
from recommendations.services.papers.manifesto_papers import manifesto_paper
from recommendations.services.papers.packages import packages_page
from recommendations.services.papers.templates import go_without, hand_in, put_in_force, templates_page, tried_on
from recommendations.services.papers.theme_papers import theme_paper
from recommendations.storage.database import db, transaction
from recommendations.storage.deliveries import WordTemplate
from recommendations.storage.editions import Edition
from recommendations.storage.record import events_of
from tests.chains import Assembly, adopted_assembly, kinds_of
from tests.edited import Edited
from tests.exports.opening import changed, part, values
from tests.exports.templates import MAIN, as_kind, make_letterhead, make_template, picture, saved, with_part
from tests.factories import make_actor, make_edition
from tests.services.packing import made, unzipped
from tests.services.saying import Plain

pytestmark = pytest.mark.usefixtures("context")
OURS = NamedFile("letterhead.dotx", make_letterhead())


def is_worn(content: bytes) -> bool:
    """Whether the file has the letterhead of the template."""
    document = Document(io.BytesIO(content))
    return "Réseau de villes" in [paragraph.text for paragraph in document.sections[0].header.paragraphs]


def in_force(assembly: Assembly) -> Assembly:
    put_in_force(assembly.secretariat, hand_in(assembly.secretariat, OURS))
    db.session.remove()
    return assembly


def heavy() -> bytes:
    document = Document()
    document.sections[0].header.paragraphs[0].add_run().add_picture(io.BytesIO(picture()))
    return changed_bytes(saved(document), "word/media/image1.png", picture() + bytes(2_600_000))


def changed_bytes(content: bytes, name: str, new: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w") as copy:
        for entry in old.namelist():
            copy.writestr(entry, new if entry == name else old.read(entry))
    return written.getvalue()


def test_a_template_is_kept_with_what_is_in_it_and_not_in_force(desk: Actor) -> None:
    hand_in(desk, OURS)

    page = templates_page(desk)
    (line,) = page.templates
    assert (line.name, line.is_used, line.used_at, page.used) == ("letterhead.dotx", False, None, None)
    assert {style.ours: style.theirs for style in line.report.usual}["Title"] == "Titre"
    assert kinds_of(desk.edition_id) == ["template-handed-in"]


def test_the_same_file_twice_is_one_template(desk: Actor) -> None:
    assert hand_in(desk, OURS) == hand_in(desk, OURS)

    assert len(templates_page(desk).templates) == 1


def test_one_template_is_in_force_an_older_one_comes_back_and_none_is_possible(desk: Actor) -> None:
    first, second = hand_in(desk, OURS), hand_in(desk, NamedFile("other.docx", make_template()))

    for template_id in (first, second, second, first):
        put_in_force(desk, template_id)
        used = templates_page(desk).used
        assert used is not None
        assert used.id == template_id
    go_without(desk)
    go_without(desk)

    assert templates_page(desk).used is None
    assert kinds_of(desk.edition_id)[2:] == [*["template-put-in-force"] * 3, "template-taken-out"]
    assert events_of(db.session(), desk.edition_id)[-1].payload["name"] == "letterhead.dotx"


def test_what_was_never_in_force_is_forgotten_when_there_are_too_many(
    desk: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(templates, "MOST_KEPT", 2)
    put_in_force(desk, hand_in(desk, OURS))

    for header in ("One", "Two", "Three"):
        hand_in(desk, NamedFile(f"{header}.docx", make_template(header=header)))

    assert [line.name for line in templates_page(desk).templates] == ["Three.docx", "Two.docx", "letterhead.dotx"]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        pytest.param(b"nothing", FileNotWord, id="no Word file"),
        pytest.param(make_template()[:3000], FileDamaged, id="half a file"),
        pytest.param(b"PK" + bytes(10_000_001), FileTooLarge, id="too large"),
        pytest.param(with_part(make_template(), "word/vbaProject.bin", b"x"), FileHasMacros, id="macros"),
        pytest.param(as_kind(make_template(), "application/pdf"), FileNotWord, id="of another kind"),
        pytest.param(heavy(), TemplateTooHeavy, id="heavy"),
        pytest.param(
            changed(make_template(), "word/styles.xml", lambda text: text.replace("?>", "?><!DOCTYPE x []>", 1)),
            FileHasDoctype,
            id="document type",
        ),
        pytest.param(
            changed(make_template(), "word/styles.xml", lambda text: text.replace('"Heading2"', '"Heading1"')),
            TemplateUnfit,
            id="two styles in one",
        ),
    ],
)
def test_what_cannot_be_a_template_is_refused_and_not_kept(desk: Actor, content: bytes, kind: type[Refused]) -> None:
    with pytest.raises(kind):
        hand_in(desk, NamedFile("x.docx", content))

    assert templates_page(desk).templates == ()
    assert kinds_of(desk.edition_id) == []


def test_a_dotx_is_taken_too(desk: Actor) -> None:
    hand_in(desk, NamedFile("a.dotx", as_kind(make_template(), f"{MAIN}template.main+xml")))

    assert len(templates_page(desk).templates) == 1


def test_every_document_wears_the_template(tmp_path: Path) -> None:
    assembly = in_force(adopted_assembly())
    desk, theme = assembly.secretariat, assembly.theme_ids[0]

    written = [export(1, "en", "docx", desk), manifesto_paper(desk, 1, "minutes", "fr", Plain())]
    written += [theme_paper(desk, theme, kind, "en") for kind in ("edit", "lines", "amendments")]
    code = db.session.get_one(Edition, assembly.edition_id).code
    saved_files = export_edition(code, tmp_path, "roll", Plain())

    contents = [content for _, content in written] + [path.read_bytes() for path in saved_files]
    assert [is_worn(content) for content in contents] == [True] * 7
    assert export(1, "en", "docx", desk) == written[0]
    assert export(1, "en", "json", desk)[0] == "manifesto-1.json"
    go_without(desk)
    assert not is_worn(export(1, "en", "docx", desk)[1])


def test_a_package_wears_the_template_and_names_it_for_ever() -> None:
    assembly = in_force(adopted_assembly())

    made(assembly.secretariat)
    go_without(assembly.secretariat)

    files = {path: content for path, content in unzipped(assembly.secretariat).items() if path.endswith(".docx")}
    assert files
    assert [path for path, content in files.items() if not is_worn(content)] == []
    (line,) = packages_page(assembly.secretariat).packages
    assert line.template == "letterhead.dotx"
    (told,) = [one for one in events_of(db.session(), assembly.edition_id) if one.kind == "package-made"]
    assert told.payload["template"] == "letterhead.dotx"
    assert len(str(told.payload["template_sha256"])) == 64


def test_a_package_without_a_template_names_none() -> None:
    assembly = adopted_assembly()

    assert made(assembly.secretariat).template == ""


def test_an_edit_copy_in_a_template_comes_back_as_a_change() -> None:
    assembly = in_force(adopted_assembly())
    delegate, theme = assembly.delegates[0], assembly.theme_ids[1]
    _, content = theme_paper(delegate, theme, "edit", "en")
    assert "OwnHeading2" in values(content, "//w:pStyle/@w:val")

    edited = Edited(content).replace("streets", "squares").content
    upload = take_in(delegate, theme, "en", NamedFile("edited.docx", edited))

    page = returned_page(delegate, upload)
    changes = [change.found for unit in page.units for change in unit.changes]
    assert [(one.taken, one.given) for one in changes] == [("streets", "squares")]


def test_a_manifesto_in_a_template_is_what_was_signed() -> None:
    assembly = in_force(adopted_assembly())
    _, content = export(1, "en", "docx", assembly.secretariat)

    assert verify(content).verdict is Verdict.SAME_FILE
    go_without(assembly.secretariat)
    assert verify(content).verdict is Verdict.SAME_FILE
    saved_again = changed(content, "docProps/app.xml", lambda text: text.replace("Hemicycle", "Another program"))
    assert verify(saved_again).verdict is Verdict.SAME_WORDS


def test_a_template_is_tried_on_before_it_is_in_force() -> None:
    assembly = adopted_assembly()
    desk = assembly.secretariat
    template_id = hand_in(desk, OURS)

    name, content = tried_on(desk, template_id, "fr", manifesto=False)
    trial, manifesto = tried_on(desk, template_id, "en", manifesto=True)

    assert (name, trial) == ("sample-fr.docx", "trial-manifesto-1-en.docx")
    assert is_worn(content)
    assert is_worn(manifesto)
    assert not is_worn(export(1, "en", "docx", desk)[1])
    assert "Texte d’exemple" in part(content, "word/header1.xml")
    assert templates_page(desk).manifesto == 1
    with pytest.raises(NotFound):
        tried_on(desk, template_id, "xx", manifesto=False)


def test_there_is_no_manifesto_to_try_on_before_one_is_composed(desk: Actor) -> None:
    template_id = hand_in(desk, OURS)

    with pytest.raises(NotFound):
        tried_on(desk, template_id, "en", manifesto=True)


def test_a_template_that_no_document_can_wear_any_more_is_told() -> None:
    with pytest.raises(TemplateUnfit):
        dresses.in_template(b"damaged on the disk")(b"")


def test_only_the_secretariat_of_the_edition_has_to_do_with_it(desk: Actor) -> None:
    template_id = hand_in(desk, OURS)
    with transaction() as session:
        edition = session.get_one(Edition, desk.edition_id)
        president = make_actor(session, edition, Role.PRESIDENT)
        stranger = make_actor(session, make_edition(session), Role.SECRETARIAT)

    for act in (
        lambda: templates_page(president),
        lambda: hand_in(president, OURS),
        lambda: put_in_force(president, template_id),
        lambda: go_without(president),
        lambda: tried_on(president, template_id, "en", manifesto=False),
    ):
        with pytest.raises(NotPermitted):
            act()
    with pytest.raises(NotFound):
        put_in_force(stranger, template_id)


def test_the_database_holds_one_template_in_force(desk: Actor) -> None:
    put_in_force(desk, hand_in(desk, OURS))
    hand_in(desk, NamedFile("other.docx", make_template()))

    with pytest.raises(IntegrityError), transaction() as session:
        session.execute(sa.update(WordTemplate).values(is_used=True))


def test_what_the_process_answers_is_what_a_file_brings() -> None:
    answer = template_trial.prepared()

    assert answer({}, make_letterhead())["found"]["pictures"] == 1
    assert answer({}, b"nothing") == {"refused": "file-not-word", "details": {}}
