"""An assembly on its way to a manifesto: real revisions, real polls, real ballots; used with an application context."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from recommendations.domain.editions import ThemeKind
from recommendations.domain.people import Actor, Role
from recommendations.domain.polls import Choice
from recommendations.domain.text import Unit, UnitKind
from recommendations.services.manifesto.adopting import compose_manifesto
from recommendations.services.manifesto.publishing import read_manifesto
from recommendations.services.texts.revisions import store_revision
from recommendations.services.voting.acts import announce_poll, cast_ballot, close_poll, open_poll, prepare_poll
from recommendations.services.voting.targets import Target, on_manifesto, on_unit
from recommendations.storage.database import db, transaction
from recommendations.storage.manifestos import manifesto_by_number
from recommendations.storage.record import events_of
from tests.factories import make_actor, make_edition, make_theme, make_unit

LANGUAGES = ("en", "fr")


@dataclass(frozen=True, slots=True)
class Assembly:
    """Who is there, and what is on the table."""

    edition_id: UUID
    theme_ids: tuple[UUID, ...]
    secretariat: Actor
    chair: Actor
    president: Actor
    delegates: tuple[Actor, ...]


def in_both(*units: tuple[str, str, UnitKind]) -> dict[str, tuple[Unit, ...]]:
    """The same units in English and in something that stands for French."""
    return {
        language: tuple(
            make_unit(
                uid,
                f"{words} [{language}]",
                kind=kind,
                title=f"Title {uid} [{language}]" if kind.is_operative else "",
                addressees=("local",) if kind.is_operative else (),
            )
            for uid, words, kind in units
        )
        for language in LANGUAGES
    }


def make_assembly(*, delegates: int = 3, **fields: object) -> Assembly:
    """An assembly with a preamble and two themes of two recommendations each, all frozen."""
    with transaction() as session:
        edition = make_edition(session, **fields)
        preamble = make_theme(session, edition, number=0, kind=ThemeKind.PREAMBLE)
        themes = [make_theme(session, edition, number=number) for number in (2, 7)]
        store_revision(session, preamble.id, in_both(("c1", "Having regard to the charter,", UnitKind.CITATION)))
        for theme in themes:
            number = theme.number
            store_revision(
                session,
                theme.id,
                in_both(
                    (f"x{number}", "What we see.", UnitKind.PASSAGE),
                    (f"r{number}a", "Light the streets.", UnitKind.RECOMMENDATION),
                    (f"r{number}b", "Open the schools.", UnitKind.COMMITMENT),
                ),
            )
        people = [make_actor(session, edition, role) for role in (Role.SECRETARIAT, Role.CHAIR, Role.PRESIDENT)]
        voters = tuple(make_actor(session, edition, Role.DELEGATE) for _ in range(delegates))
        return Assembly(edition.id, tuple(theme.id for theme in themes), people[0], people[1], people[2], voters)


def hold_poll(assembly: Assembly, target: Target, choices: Sequence[Choice] = ()) -> UUID:
    """A poll from preparation to announcement; every delegate votes for, unless told otherwise."""
    poll_id = prepare_poll(target, assembly.chair)
    open_poll(poll_id, assembly.chair)
    for delegate, choice in zip(assembly.delegates, choices or [Choice.FOR] * len(assembly.delegates), strict=True):
        cast_ballot(poll_id, delegate, choice, key=str(uuid4()))
    close_poll(poll_id, assembly.chair)
    announce_poll(poll_id, assembly.chair)
    return poll_id


def adopt_units(assembly: Assembly, theme: int, *uids: str) -> None:
    """Recommendations of the theme at this position are adopted."""
    for uid in uids:
        hold_poll(assembly, on_unit(assembly.theme_ids[theme], uid))


def adopted_assembly() -> Assembly:
    """An assembly that has adopted one recommendation, and a manifesto of it."""
    assembly = make_assembly()
    adopt_units(assembly, 0, "r2b")
    compose_manifesto(assembly.secretariat)
    vote_on_manifesto(assembly, 1)
    return assembly


def sha256_of(assembly: Assembly, number: int = 1) -> str:
    """The hash of the manifesto with this number, as its page shows it."""
    return read_manifesto(number, assembly.president).line.sha256


def kinds_of(edition_id: UUID) -> list[str]:
    """What the edition's record says has been done, in its order."""
    return [event.kind for event in events_of(db.session(), edition_id)]


def vote_on_manifesto(assembly: Assembly, number: int, choices: Sequence[Choice] = ()) -> UUID:
    """The manifesto's own poll, held to the end."""
    row = manifesto_by_number(db.session(), assembly.edition_id, number)
    assert row is not None
    return hold_poll(assembly, on_manifesto(row.id), choices)
