"""Commands: ``flask --app wsgi NAME``."""

import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from recommendations.config import Settings
from recommendations.document_commands import export, read_word
from recommendations.intake.assembly import UnreadableAssemblyError, read_assembly
from recommendations.services import rehearsing
from recommendations.storage.migrating import migrate_if_needed

Factory = Callable[[Settings], Flask]


@click.command("rehearse")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--report", "report_to", type=click.Path(dir_okay=False, path_type=Path), help="Write the lines as JSON.")
@with_appcontext
def rehearse(file: Path, report_to: Path | None) -> None:
    """Play the assembly of FILE on a scratch database, and compare it with what the file expects.

    Exits with 0 if all of it holds, 1 if something fails, 2 if something is only not supported yet.
    """
    try:
        assembly = read_assembly(file)
    except UnreadableAssemblyError as error:
        raise click.ClickException(str(error)) from error
    with tempfile.TemporaryDirectory() as scratch, _scratch_app(Path(scratch)).app_context():
        migrate_if_needed()
        report = rehearsing.rehearse(assembly)
    click.echo(report.table())
    if report_to is not None:
        report_to.write_text(report.json(), encoding="utf-8")
    sys.exit(report.exit_status())


def _scratch_app(folder: Path) -> Flask:
    create_app: Factory = current_app.extensions["factory"]
    settings: Settings = current_app.config["SETTINGS"]
    return create_app(replace(settings, database_url=f"sqlite:///{folder / 'rehearsal.db'}"))


def init_commands(app: Flask, factory: Factory) -> None:
    """Register every command; ``factory`` makes another application, for a rehearsal's scratch database."""
    app.extensions["factory"] = factory
    app.cli.add_command(rehearse)
    app.cli.add_command(export)
    app.cli.add_command(read_word)
