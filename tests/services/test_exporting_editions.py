"""A whole edition's documents are written into a folder."""

from pathlib import Path

import pytest

from recommendations.domain.adoption import ManuscriptDamaged
from recommendations.domain.refusals import NotFound
from recommendations.services.manifesto.adopting import compose_manifesto
from recommendations.services.papers.exporting import export_edition
from recommendations.storage.database import db, transaction
from recommendations.storage.editions import Edition, Theme
from recommendations.storage.manifestos import manifesto_by_number
from tests.chains import Assembly, adopt_units, make_assembly, vote_on_manifesto
from tests.services.saying import Plain

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def assembly() -> Assembly:
    """An assembly that has adopted manifesto 1 and composed manifesto 2."""
    made = make_assembly()
    adopt_units(made, 0, "r2a", "r2b")
    compose_manifesto(made.secretariat)
    vote_on_manifesto(made, 1)
    compose_manifesto(made.secretariat)
    return made


def code_of(assembly: Assembly) -> str:
    code: str = db.session.get_one(Edition, assembly.edition_id).code
    db.session.remove()
    return code


def exported(assembly: Assembly, folder: Path, kind: str) -> list[str]:
    written = export_edition(code_of(assembly).lower(), folder / "out", kind, Plain())
    assert all(path.stat().st_size > 500 for path in written)
    assert {path.name for path in (folder / "out").iterdir()} == {path.name for path in written}
    return [path.name for path in written]


def test_the_most_final_manifesto_is_written_in_every_language(assembly: Assembly, tmp_path: Path) -> None:
    assert exported(assembly, tmp_path, "docx") == ["manifesto-1-en.docx", "manifesto-1-fr.docx"]


def test_one_file_of_data_holds_every_language(assembly: Assembly, tmp_path: Path) -> None:
    assert exported(assembly, tmp_path, "json") == ["manifesto-1.json"]


@pytest.mark.parametrize("kind", ["redline", "minutes", "roll"])
def test_the_papers_around_it_are_written_in_every_language(assembly: Assembly, tmp_path: Path, kind: str) -> None:
    assert exported(assembly, tmp_path, kind) == [f"manifesto-1-{kind}-en.docx", f"manifesto-1-{kind}-fr.docx"]


@pytest.mark.parametrize("kind", ["edit", "lines", "amendments"])
def test_the_papers_of_the_themes_are_written_for_each(assembly: Assembly, tmp_path: Path, kind: str) -> None:
    with transaction() as session:
        session.get_one(Theme, assembly.theme_ids[1]).merged_into_id = assembly.theme_ids[0]

    names = exported(assembly, tmp_path, kind)

    assert names == [f"{code}-v1-{kind}-{language}.docx" for code in ("t00", "t02") for language in ("en", "fr")]


def test_a_composed_manifesto_is_written_where_none_is_adopted(tmp_path: Path) -> None:
    made = make_assembly()
    adopt_units(made, 0, "r2a")
    compose_manifesto(made.secretariat)

    assert exported(made, tmp_path, "json") == ["manifesto-1.json"]


@pytest.mark.parametrize("kind", ["docx", "roll", "json"])
def test_an_edition_without_a_manifesto_has_nothing_to_export(tmp_path: Path, kind: str) -> None:
    make_assembly(code="BARE")

    for code in ("BARE", "NOBODY"):
        with pytest.raises(NotFound):
            export_edition(code, tmp_path, kind, Plain())


def test_nothing_is_written_where_the_text_is_not_what_it_was(assembly: Assembly, tmp_path: Path) -> None:
    with transaction() as session:
        row = manifesto_by_number(session, assembly.edition_id, 1)
        assert row is not None
        row.canonical = row.canonical.replace("Light", "Darken")

    with pytest.raises(ManuscriptDamaged):
        export_edition(code_of(assembly), tmp_path / "out", "docx", Plain())
    assert not (tmp_path / "out").exists()
