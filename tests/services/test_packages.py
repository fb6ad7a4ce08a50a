"""A submission package: every part, what is left out of it, how far it is, and what is kept when it fails."""

import json
import threading
from hashlib import sha256

import pytest

from exports.lint import findings
from recommendations.domain.deliveries import PackageInWork, PackageState
from recommendations.domain.people import Role
from recommendations.domain.refusals import NotFound, NotPermitted
from recommendations.domain.signatures import SigningAct
from recommendations.domain.text import UnitKind
from recommendations.services.chronicle import Entry
from recommendations.services.facts import PackageChanged, told
from recommendations.services.manifesto.adopting import compose_manifesto
from recommendations.services.manifesto.signing import sign_manifesto
from recommendations.services.papers.packages import (
    make_package,
    package_file,
    packages_page,
)
from recommendations.services.papers.recipients import RecipientFields, add_recipient
from recommendations.services.texts.revisions import store_revision
from recommendations.storage.database import db, transaction
from recommendations.storage.editions import Theme
from tests.chains import Assembly, adopt_units, adopted_assembly, in_both, kinds_of, make_assembly, sha256_of
from tests.edge_cases.stage import admitted, decide, decide_unit, make_stage
from tests.factories import make_actor, make_edition
from tests.services.packing import made, unzipped, wait
from tests.services.saying import Plain

pytestmark = pytest.mark.usefixtures("context")


def addressed(assembly: Assembly) -> Assembly:
    fields = RecipientFields("eu", "European Parliament", "Office", "1 Square\n1000 Porto Claro", "", "fr")
    add_recipient(assembly.secretariat, fields)
    return assembly


def test_a_package_has_every_part_and_the_hash_of_each() -> None:
    assembly = addressed(adopted_assembly())
    sign_manifesto(1, SigningAct(sha256_of(assembly), "president", "Porto Claro"), assembly.president)

    line = made(assembly.secretariat)

    files = unzipped(assembly.president)
    assert line.state is PackageState.READY
    assert (line.manifesto, line.left_out, line.has_pdf) == (1, (), False)
    assert set(files) == {
        "README.txt",
        "SHA256SUMS",
        "letters/01-eu-fr.docx",
        *(f"manifesto/manifesto-1-{kind}.docx" for kind in ("en", "fr", "changes-en", "changes-fr")),
        *(f"summaries/{code}-{language}.docx" for code in ("01-eu", "02-local") for language in ("en", "fr")),
        *(f"record/{kind}-{language}.docx" for kind in ("minutes", "participants") for language in ("en", "fr")),
        "record/votes.csv",
        "data/manifesto-1.json",
        "data/manifesto-1-en.akn.xml",
        "data/manifesto-1-fr.akn.xml",
    }
    sums = dict(line.split("  ")[::-1] for line in files.pop("SHA256SUMS").decode().splitlines())
    assert sums == {path: sha256(content).hexdigest() for path, content in files.items()}
    assert [path for path, content in files.items() if path.endswith(".docx") and findings(content)] == []
    assert json.loads(files["data/manifesto-1.json"])["sha256"] == sha256_of(assembly)


def test_the_list_says_size_and_hash_and_the_record_that_it_was_made() -> None:
    assembly = adopted_assembly()

    line = made(assembly.secretariat)

    name, content = package_file(assembly.secretariat, 1)
    assert name == "manifesto-1-package-1.zip"
    assert (line.size, line.sha256) == (len(content), sha256(content).hexdigest())
    assert line.done == line.total > 10
    assert kinds_of(assembly.edition_id)[-1] == "package-made"


def test_older_packages_stay_as_they_are() -> None:
    assembly = adopted_assembly()
    made(assembly.secretariat)
    first = package_file(assembly.secretariat, 1)

    made(assembly.secretariat)

    assert package_file(assembly.secretariat, 1) == first
    assert [line.number for line in packages_page(assembly.secretariat).packages] == [2, 1]


def test_a_language_that_lacks_a_unit_is_left_out_and_named() -> None:
    assembly = make_assembly()
    adopt_units(assembly, 0, "r2a")
    with transaction() as session:
        words = in_both(("r2a", "Light the streets.", UnitKind.RECOMMENDATION))
        store_revision(session, assembly.theme_ids[0], {"en": words["en"], "fr": ()})
    compose_manifesto(assembly.secretariat)

    line = made(assembly.secretariat)

    files = unzipped(assembly.secretariat)
    assert line.left_out == ("fr",)
    assert not [path for path in files if "-fr." in path]
    assert "authoritative version: French." in files["README.txt"].decode()


class Silent(Plain):
    """Waits until it is let go, so that a package stays in work."""

    def __init__(self) -> None:
        self.go = threading.Event()

    def act(self, entry: Entry, language: str) -> str:
        assert self.go.wait(60)
        return f"{language}:{entry}"


def test_one_package_of_an_edition_is_made_at_a_time() -> None:
    assembly = adopted_assembly()
    teller = Silent()
    make_package(assembly.secretariat, 1, teller)

    with pytest.raises(PackageInWork):
        make_package(assembly.secretariat, 1, Plain())
    assert packages_page(assembly.secretariat).is_busy
    with pytest.raises(NotFound):
        package_file(assembly.secretariat, 1)

    teller.go.set()
    wait()
    assert made(assembly.secretariat).number == 2


def test_whoever_listens_hears_how_it_goes() -> None:
    assembly = adopted_assembly()
    heard: list[object] = []

    def listen(fact: object) -> None:
        heard.append(fact)

    with told.connected_to(listen):
        made(assembly.secretariat)

    assert heard.count(PackageChanged(assembly.edition_id)) >= 4


def test_only_the_secretariat_makes_packages_and_the_president_may_read_them() -> None:
    assembly = adopted_assembly()
    made(assembly.secretariat)

    for actor in (assembly.president, assembly.chair, assembly.delegates[0]):
        with pytest.raises(NotPermitted):
            make_package(actor, 1, Plain())
    assert not packages_page(assembly.president).can_make
    assert package_file(assembly.president, 1)[1]
    with pytest.raises(NotPermitted):
        package_file(assembly.chair, 1)


def test_packages_of_another_edition_are_not_there() -> None:
    assembly = adopted_assembly()
    made(assembly.secretariat)
    with transaction() as session:
        stranger = make_actor(session, make_edition(session), Role.SECRETARIAT)

    assert packages_page(stranger).packages == ()
    with pytest.raises(NotFound):
        package_file(stranger, 1)
    with pytest.raises(NotFound):
        make_package(stranger, 1, Plain())


def test_amendments_stand_in_the_package_by_theme() -> None:
    stage = make_stage()
    decide(stage, admitted(stage, "four years", "six years", by=1), adopted=True)
    decide_unit(stage)
    compose_manifesto(stage.secretariat)

    made(stage.secretariat)

    theme = db.session.get_one(Theme, stage.theme_id)
    found = {path for path in unzipped(stage.secretariat) if path.startswith("amendments/")}
    assert found == {f"amendments/{theme.number:02d}-{theme.code}-{language}.docx" for language in ("en", "fr")}
