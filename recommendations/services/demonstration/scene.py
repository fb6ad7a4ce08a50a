"""The scene of the demonstration: edition, members, people and live texts, all invented, read from its files."""

import json
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.editions import ThemeKind
from recommendations.domain.markup import parse
from recommendations.domain.people import Role
from recommendations.domain.text import Paragraph, Unit, UnitKind
from recommendations.services.texts.drafting import seed_text
from recommendations.storage.deliveries import Recipient
from recommendations.storage.editions import Edition, Theme
from recommendations.storage.people import Member, OfficeRow, Person

FILES = Path(__file__).parents[2] / "demonstration"
LANGUAGES = ("en", "fr")
PREAMBLE = {"citations": UnitKind.CITATION, "recitals": UnitKind.RECITAL, "passages": UnitKind.PASSAGE}


def read(name: str) -> Any:  # noqa: ANN401 - our own JSON files, each of another shape
    """The content of one file of the demonstration."""
    return json.loads((FILES / f"{name}.json").read_text(encoding="utf-8"))


def theme_files() -> Iterator[Mapping[str, Any]]:
    """The themes in their order."""
    for path in sorted(FILES.glob("theme-*.json")):
        yield read(path.stem)


def store_edition(session: Session, code: str) -> Edition:
    """The edition itself, under this code."""
    edition = Edition(**read("edition"), code=code, is_demonstration=True)
    session.add(edition)
    session.flush()
    return edition


def store_texts(session: Session, edition: Edition) -> dict[str, UUID]:
    """The preamble and every theme with its live texts; the themes' ids by their codes."""
    preamble = read("preamble")
    title = {"en": "Preamble", "fr": "Préambule"}
    ids = {"T00": _store_theme(session, edition, ThemeKind.PREAMBLE, {"code": "T00", "number": 0, "title": title})}
    for language in LANGUAGES:
        units = [_outside(entry, kind, language) for name, kind in PREAMBLE.items() for entry in preamble[name]]
        seed_text(session, ids["T00"], language, units)
    for theme in theme_files():
        ids[theme["code"]] = _store_theme(session, edition, ThemeKind.THEME, theme)
        for language in LANGUAGES:
            passages = [_outside(entry, UnitKind.PASSAGE, language) for entry in theme["passages"]]
            units = [_recommendation(entry, language) for entry in theme["recommendations"]]
            seed_text(session, ids[theme["code"]], language, [*passages, *units])
    return ids


def _store_theme(session: Session, edition: Edition, kind: ThemeKind, given: Mapping[str, Any]) -> UUID:
    theme = Theme(
        edition_id=edition.id,
        kind=kind,
        code=given["code"],
        number=given["number"],
        title=given["title"],
        workshop=given.get("workshop", {}),
    )
    session.add(theme)
    session.flush()
    return theme.id


def _outside(entry: Mapping[str, str], kind: UnitKind, language: str) -> Unit:
    return Unit(entry["uid"], kind, (Paragraph(entry["uid"], parse(entry[language])),))


def _recommendation(entry: Mapping[str, Any], language: str) -> Unit:
    paragraphs = tuple(Paragraph(p["uid"], parse(p[language])) for p in entry["paragraphs"])
    kind = UnitKind(entry["kind"])
    return Unit(entry["uid"], kind, paragraphs, entry["title"][language], tuple(entry["addressees"]))


def store_people(session: Session, edition: Edition, themes: Mapping[str, UUID]) -> None:
    """Members, their delegates, and everybody who holds an office."""
    members = {entry["code"]: _store_member(session, edition, entry) for entry in read("members")}
    for entry in read("delegates"):
        person = _store_person(session, edition, entry, OfficeRow(role=Role.DELEGATE))
        person.member_id = members[entry["member"]]
        person.accredited, person.present = entry["accredited"], entry["present"]
    for entry in read("officers"):
        theme_id = themes[entry["theme"]] if "theme" in entry else None
        _store_person(session, edition, entry, OfficeRow(role=Role(entry["role"]), theme_id=theme_id))
    session.flush()


def store_recipients(session: Session, edition: Edition) -> None:
    """To whom the manifesto will go: institutions, with invented offices and addresses."""
    rows = (
        Recipient(edition_id=edition.id, position=place, **entry) for place, entry in enumerate(read("recipients"), 1)
    )
    session.add_all(rows)


def _store_member(session: Session, edition: Edition, entry: Mapping[str, Any]) -> UUID:
    member = Member(
        edition_id=edition.id,
        code=entry["code"],
        name=entry["name"],
        country=entry["country"],
        weight=Fraction(entry["weight"]),
        fee_paid=entry["fee_paid"],
    )
    session.add(member)
    session.flush()
    return member.id


def _store_person(session: Session, edition: Edition, entry: Mapping[str, Any], office: OfficeRow) -> Person:
    person = Person(edition_id=edition.id, name=entry["name"], email=entry["email"], locale=entry["locale"])
    person.offices = [office]
    session.add(person)
    session.flush()
    return person
