import io
import json

import pytest
from docx import Document

from recommendations.domain.adoption import LanguageIncomplete, ManuscriptDamaged
from recommendations.domain.canonical import sha256
from recommendations.domain.people import Role
from recommendations.domain.refusals import NotFound
from recommendations.domain.signatures import SigningAct
from recommendations.domain.text import UnitKind
from recommendations.services.manifesto.adopting import compose_manifesto
from recommendations.services.manifesto.exporting import export
from recommendations.services.manifesto.publishing import read_manifesto
from recommendations.services.manifesto.signing import sign_manifesto
from recommendations.services.texts.revisions import store_revision
from recommendations.storage.database import transaction
from recommendations.storage.manifestos import manifesto_by_number
from tests.chains import Assembly, adopt_units, in_both, make_assembly, vote_on_manifesto
from tests.factories import make_actor, make_edition

pytestmark = pytest.mark.usefixtures("context")


def composed_assembly() -> Assembly:
    assembly = make_assembly()
    adopt_units(assembly, 0, "r2a", "r2b")
    compose_manifesto(assembly.secretariat)
    return assembly


def test_the_word_file_holds_the_text_in_its_language() -> None:
    assembly = composed_assembly()

    name, content = export(1, "fr", "docx", assembly.delegates[0])

    words = [paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs]
    assert name == "manifesto-1-fr.docx"
    assert "Light the streets. [fr]" in words


def test_the_json_file_can_be_recounted() -> None:
    assembly = composed_assembly()
    vote_on_manifesto(assembly, 1)
    line = read_manifesto(1, assembly.president).line
    sign_manifesto(1, SigningAct(line.sha256, "President", "Porto Claro"), assembly.president)

    name, content = export(1, "en", "json", assembly.delegates[0])

    document = json.loads(content)
    assert name == "manifesto-1.json"
    assert sha256(document["manifesto"]) == document["sha256"] == document["signatures"][0]["sha256"]
    assert len(document["votes"]) == 3


def test_votes_after_the_adoption_belong_to_a_later_text() -> None:
    assembly = composed_assembly()
    vote_on_manifesto(assembly, 1)
    before = export(1, "en", "docx", assembly.chair)

    adopt_units(assembly, 1, "r7a")

    assert export(1, "en", "docx", assembly.chair) == before


def test_a_language_that_lacks_a_unit_is_not_delivered() -> None:
    assembly = make_assembly()
    adopt_units(assembly, 0, "r2a")
    with transaction() as session:
        words = in_both(("r2a", "Light the streets.", UnitKind.RECOMMENDATION))
        store_revision(session, assembly.theme_ids[0], {"en": words["en"], "fr": ()})
    compose_manifesto(assembly.secretariat)

    with pytest.raises(LanguageIncomplete):
        export(1, "fr", "docx", assembly.chair)
    assert export(1, "en", "docx", assembly.chair)[1]
    assert dict(read_manifesto(1, assembly.chair).missing) == {"en": 0, "fr": 1}


def test_a_changed_text_is_not_delivered() -> None:
    assembly = composed_assembly()
    with transaction() as session:
        row = manifesto_by_number(session, assembly.edition_id, 1)
        assert row is not None
        row.canonical = row.canonical.replace("Light", "Darken")

    with pytest.raises(ManuscriptDamaged):
        export(1, "en", "docx", assembly.chair)


@pytest.mark.parametrize(("number", "language", "kind"), [(2, "en", "docx"), (1, "de", "docx"), (1, "en", "odt")])
def test_what_there_is_not_cannot_be_exported(number: int, language: str, kind: str) -> None:
    assembly = composed_assembly()

    with pytest.raises(NotFound):
        export(number, language, kind, assembly.chair)


def test_another_edition_exports_nothing_of_this_one() -> None:
    composed_assembly()
    with transaction() as session:
        stranger = make_actor(session, make_edition(session), Role.SECRETARIAT)

    with pytest.raises(NotFound):
        export(1, "en", "docx", stranger)
