"""The commands for documents: an edition's are written into a folder, and an edited one is read without filing."""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext

from recommendations.domain.encoding import unit_to_json
from recommendations.domain.intake import FoundChange, FoundComment, LeftAside, Signed, TouchedUnit
from recommendations.domain.refusals import NotFound, Refused
from recommendations.services.filing.word_reading import ListedFile, can_file, list_changes, wanted
from recommendations.services.papers.exporting import FORMATS, export_edition
from recommendations.web.errors import sentence
from recommendations.web.returned import ASIDES, DOUBTS, KINDS
from recommendations.web.telling import PageTeller

Form = dict[str, Any]


@click.command("export")
@click.argument("edition")
@click.option("--to", "folder", type=click.Path(file_okay=False, path_type=Path), required=True)
@click.option("--format", "form", type=click.Choice(FORMATS), default="docx", show_default=True)
@with_appcontext
def export(edition: str, folder: Path, form: str) -> None:
    """Write documents of EDITION into a folder, one file for each language.

    docx and json are the newest manifesto; redline, minutes and roll are the papers around it; edit, lines and
    amendments are written for every theme whose text is frozen.
    """
    try:
        written = export_edition(edition, folder, form, PageTeller())
    except Refused as refusal:
        raise click.ClickException(_said(refusal)) from refusal
    for path in written:
        click.echo(path)


@click.command("read-word")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--edition", required=True, help="The code of the edition.")
@click.option("--theme", default="", help="The code of the theme; without it, the one that the file names.")
@click.option("--json", "as_json", is_flag=True, help="Everything that was found, for programs.")
@with_appcontext
def read_word(file: Path, edition: str, theme: str, *, as_json: bool) -> None:
    """List the changes in FILE as proposed amendments; nothing is filed."""
    try:
        found = list_changes(file.read_bytes(), edition, theme)
    except Refused as refusal:
        raise click.ClickException(_said(refusal)) from refusal
    click.echo(json.dumps(form_of(found), ensure_ascii=False, indent=2) if as_json else "\n".join(_lines(found)))


def _said(refusal: Refused) -> str:
    if isinstance(refusal, NotFound):
        return "There is no such edition or theme, or what is asked for does not exist yet."
    return sentence(refusal)


def form_of(found: ListedFile) -> Form:
    """What was found, as JSON: one entry for each change that could be an amendment of its own."""
    paper = found.paper
    return {
        "sha256": paper.sha256,
        "theme": found.theme,
        "revision": found.revision,
        "language": found.language,
        "doubts": [doubt.value for doubt in paper.doubts],
        "amendments": [_amendment(unit, change) for unit in paper.units for change in unit.changes],
        "comments": [
            *(_comment(one, unit.uid) for unit in paper.units for one in unit.comments),
            *(_comment(one, None) for one in paper.comments),
        ],
        "unplaced": [_aside(one) for one in paper.unplaced],
        "ignored": [_aside(one) for one in paper.ignored],
    }


def _amendment(unit: TouchedUnit, change: FoundChange) -> Form:
    amended = wanted(unit, change)
    return {
        "number": change.number,
        "unit": unit.uid,
        "unit_number": unit.number,
        "placed_after": unit.placed_after,
        "kind": change.kind.value,
        "taken": change.taken,
        "given": change.given,
        "base": unit_to_json(unit.base) if unit.base else None,
        "amended": unit_to_json(amended) if amended else None,
        "can_be_filed": can_file(unit, change),
        "partner": change.partner,
        "by": _all_signed(change.by),
        "doubts": [doubt.value for doubt in (*unit.doubts, *change.doubts)],
    }


def _comment(comment: FoundComment, unit: str | None) -> Form:
    return {
        "unit": unit,
        "text": comment.text,
        "quoted": comment.quoted,
        "by": _all_signed([comment.by]),
        "is_resolved": comment.is_resolved,
    }


def _aside(one: LeftAside) -> Form:
    return {"reason": one.reason.value, "taken": one.taken, "given": one.given, "by": _all_signed(one.by)}


def _all_signed(signed: Iterable[Signed]) -> list[Form]:
    return [{"author": one.author, "date": one.date} for one in signed]


def _lines(found: ListedFile) -> Iterator[str]:
    paper = found.paper
    yield f"{found.theme}, revision {found.revision}, {found.language}: {len(paper.changes)} changes"
    yield from (f"! {DOUBTS[doubt]}" for doubt in paper.doubts)
    for unit in paper.units:
        for change in unit.changes:
            yield from _lines_of(unit, change)
        yield from (f"# {unit.number or unit.uid}: {_one_line(one.text)}" for one in unit.comments)
    yield from (f"# {_one_line(one.text)}" for one in paper.comments)
    yield from _aside_lines(paper.unplaced)


def _lines_of(unit: TouchedUnit, change: FoundChange) -> Iterator[str]:
    mark = "" if can_file(unit, change) else " (cannot be filed)"
    authors = ", ".join(one.author for one in change.by if one.author)
    yield f"{change.number}. {unit.number or unit.uid}: {KINDS[change.kind]}{f', {authors}' if authors else ''}{mark}"
    if change.taken:
        yield f"   - {_one_line(change.taken)}"
    if change.given:
        yield f"   + {_one_line(change.given)}"
    yield from (f"   ! {DOUBTS[doubt]}" for doubt in (*unit.doubts, *change.doubts))


def _aside_lines(asides: Sequence[LeftAside]) -> Iterator[str]:
    for one in asides:
        yield f"? {_one_line(one.given or one.taken)} ({ASIDES[one.reason]})"


def _one_line(text: str) -> str:
    return " ".join(text.split())
