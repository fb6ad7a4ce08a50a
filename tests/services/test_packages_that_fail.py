"""A package that cannot be made says why, gives nothing out, and makes room for the next one."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from recommendations.domain.deliveries import PackageFault, PackageState
from recommendations.domain.refusals import NotFound
from recommendations.services.chronicle import Entry
from recommendations.services.manifesto.adopting import compose_manifesto
from recommendations.services.papers.packages import (
    give_up_interrupted,
    make_package,
    package_file,
    packages_page,
)
from recommendations.services.texts.revisions import store_revision
from recommendations.storage.database import db, now, transaction
from recommendations.storage.deliveries import Package
from recommendations.storage.editions import Edition
from recommendations.storage.manifestos import manifesto_by_number
from tests.chains import Assembly, adopt_units, adopted_assembly, kinds_of, make_assembly, vote_on_manifesto
from tests.factories import make_unit
from tests.services.packing import made, unzipped, wait
from tests.services.saying import Plain
from tests.services.staled import amend_in_english

pytestmark = pytest.mark.usefixtures("context")


def test_a_changed_text_is_not_packed() -> None:
    assembly = adopted_assembly()
    with transaction() as session:
        row = manifesto_by_number(session, assembly.edition_id, 1)
        assert row is not None
        row.canonical = row.canonical.replace("Open", "Close")

    line = made(assembly.secretariat)

    assert (line.state, line.fault) == (PackageState.FAILED, PackageFault.DAMAGED)
    with pytest.raises(NotFound):
        package_file(assembly.secretariat, 1)
    assert "package-made" not in kinds_of(assembly.edition_id)


def lost(assembly: Assembly) -> None:
    """A package of which an earlier process had made half."""
    with transaction() as session:
        row = manifesto_by_number(session, assembly.edition_id, 1)
        assert row is not None
        session.add(
            Package(
                edition_id=row.edition_id,
                manifesto_id=row.id,
                number=1,
                state=PackageState.IN_WORK,
                person_id=assembly.secretariat.person_id,
                created_at=now(),
            )
        )


def test_what_a_restart_interrupted_has_failed_and_can_be_made_again() -> None:
    assembly = adopted_assembly()
    lost(assembly)

    (line,) = packages_page(assembly.secretariat).packages
    assert (line.state, line.fault) == (PackageState.FAILED, PackageFault.INTERRUPTED)
    assert made(assembly.secretariat).state is PackageState.READY
    assert packages_page(assembly.secretariat).packages[1].fault == PackageFault.INTERRUPTED


def test_a_start_writes_down_what_was_interrupted() -> None:
    assembly = adopted_assembly()
    lost(assembly)

    give_up_interrupted()

    row = db.session.query(Package).one()
    assert (row.state, row.fault) == (PackageState.FAILED, PackageFault.INTERRUPTED)
    assert row.finished_at is not None


def test_a_worker_that_fails_says_so_and_makes_room() -> None:
    assembly = adopted_assembly()

    class Broken(Plain):
        def act(self, entry: Entry, language: str) -> str:
            raise RuntimeError(f"{language}:{entry}")

    make_package(assembly.secretariat, 1, Broken())
    wait()

    (line,) = packages_page(assembly.secretariat).packages
    assert (line.state, line.fault) == (PackageState.FAILED, PackageFault.BROKEN)
    assert made(assembly.secretariat).state is PackageState.READY


def office(context: Flask, folder: Path, act: str) -> None:
    """A program that stands for LibreOffice; ``act`` is what it does with the file it is to make."""
    program = folder / "office"
    program.write_text(f'#!/bin/sh\nfor last; do :; done\nmade="$(dirname "$last")/paper.pdf"\n{act}\n')
    program.chmod(0o700)
    context.config["SETTINGS"] = replace(context.config["SETTINGS"], office=str(program))


def test_where_libreoffice_is_installed_the_manifesto_is_there_as_pdf(context: Flask, tmp_path: Path) -> None:
    office(context, tmp_path, 'printf "%s" "%PDF-1.7 invented" > "$made"')
    assembly = adopted_assembly()

    line = made(assembly.secretariat)

    files = unzipped(assembly.secretariat)
    assert line.has_pdf
    assert files["manifesto/manifesto-1-fr.pdf"] == b"%PDF-1.7 invented"
    assert "There is no PDF" not in files["README.txt"].decode()


def test_a_libreoffice_that_fails_leaves_the_package_without_a_pdf(context: Flask, tmp_path: Path) -> None:
    office(context, tmp_path, "exit 1")
    assembly = adopted_assembly()

    line = made(assembly.secretariat)

    assert (line.state, line.has_pdf) == (PackageState.READY, False)
    assert "There is no PDF" in unzipped(assembly.secretariat)["README.txt"].decode()


def test_a_file_that_does_not_pass_our_checks_keeps_the_whole_package_back() -> None:
    assembly = adopted_assembly()
    with transaction() as session:
        session.get_one(Edition, assembly.edition_id).notice = {"not a language": "A notice"}

    line = made(assembly.secretariat)

    assert (line.state, line.fault) == (PackageState.FAILED, PackageFault.UNSOUND)
    with pytest.raises(NotFound):
        package_file(assembly.secretariat, 1)


def test_while_the_languages_of_an_adopted_text_diverge_nothing_is_packed() -> None:
    assembly = make_assembly()
    words = {"en": (make_unit("r2a", "Every two years."),), "fr": (make_unit("r2a", "Tous les trois ans."),)}
    with transaction() as session:
        store_revision(session, assembly.theme_ids[0], words)
    adopt_units(assembly, 0, "r2a")
    compose_manifesto(assembly.secretariat)
    vote_on_manifesto(assembly, 1)

    line = made(assembly.secretariat)

    assert (line.state, line.fault) == (PackageState.FAILED, PackageFault.NO_LANGUAGE)


def test_a_stale_language_of_an_adopted_text_is_left_out_and_the_others_are_packed() -> None:
    assembly = make_assembly()
    adopt_units(assembly, 0, "r2b")
    amend_in_english(assembly)
    adopt_units(assembly, 0, "r2a")
    compose_manifesto(assembly.secretariat)
    vote_on_manifesto(assembly, 1)

    line = made(assembly.secretariat)

    assert (line.state, line.left_out) == (PackageState.READY, ("fr",))
    assert not [path for path in unzipped(assembly.secretariat) if "-fr." in path]
