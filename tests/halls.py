"""A hall for tests: an edition with one frozen theme, a chair, and delegates who are there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from uuid import UUID, uuid4

from recommendations.domain.people import Actor, Role
from recommendations.domain.polls import Choice
from recommendations.domain.proposals import Proposal
from recommendations.domain.text import Paragraph, Span, Unit
from recommendations.services.filing.amending import file_amendment, judge_amendment
from recommendations.services.texts.revisions import store_revision, tabled_revision
from recommendations.services.voting.acts import announce_poll, cast_ballot, close_poll, open_poll, prepare_poll
from recommendations.services.voting.tallying import Receipt
from recommendations.services.voting.targets import on_amendment, on_unit
from recommendations.storage.database import db, transaction
from recommendations.storage.editions import Edition
from tests.factories import make_actor, make_edition, make_member, make_theme, make_unit

ENGLISH = "Cities should run night buses once a year."
FRENCH = "Les villes devraient faire rouler des bus de nuit une fois par an."


@dataclass(frozen=True, slots=True)
class Hall:
    """Everybody and everything a poll needs."""

    edition_id: UUID
    theme_id: UUID
    chair: Actor
    delegates: tuple[Actor, ...]


def make_hall(
    number: int = 3, *, weights: Sequence[Fraction | int] = (), edition: Edition | None = None, **fields: object
) -> Hall:
    """A hall with this many delegates, each of a member of its own, with weight 1 unless ``weights`` say otherwise."""
    with transaction() as session:
        held = edition or make_edition(session, **fields)
        theme = make_theme(session, held, number=2)
        units = {"en": (make_unit("r1", ENGLISH), make_unit("r2", "Cities should report."))}
        units["fr"] = (make_unit("r1", FRENCH), make_unit("r2", "Les villes devraient rendre compte."))
        store_revision(session, theme.id, units)
        members = [make_member(session, held, weight=weight) for weight in weights or [1] * number]
        delegates = tuple(make_actor(session, held, Role.DELEGATE, member=member) for member in members)
        chair = make_actor(session, held, Role.CHAIR)
        return Hall(held.id, theme.id, chair, delegates)


def amended(text: str) -> Unit:
    """The hall's first recommendation with another English text."""
    unit = make_unit("r1", ENGLISH)
    return replace(unit, paragraphs=(Paragraph(unit.paragraphs[0].uid, (Span(text),)),))


def admissible(hall: Hall, text: str, *, title: str = "Another rhythm", by: int = 0) -> UUID:
    """An amendment of the first recommendation, by this delegate, that may be put to the vote."""
    tabled = tabled_revision(db.session(), hall.theme_id)
    assert tabled is not None
    proposal = Proposal(tabled.id, "r1", "en", {"en": amended(text)}, title, "It is better.", key=uuid4().hex)
    amendment_id = file_amendment(hall.delegates[by], hall.theme_id, proposal)
    judge_amendment(hall.chair, amendment_id, is_admissible=True)
    return amendment_id


def prepared(hall: Hall, uid: str = "r2") -> UUID:
    """A prepared poll on a recommendation."""
    return prepare_poll(on_unit(hall.theme_id, uid), hall.chair)


def opened(hall: Hall, amendment_id: UUID | None = None, *, seconds: int | None = None) -> UUID:
    """An open poll, on the amendment if one is given."""
    poll_id = prepare_poll(on_amendment(amendment_id), hall.chair) if amendment_id else prepared(hall)
    open_poll(poll_id, hall.chair, seconds=seconds)
    return poll_id


def vote(poll_id: UUID, actor: Actor, choice: Choice = Choice.FOR, *, key: str = "") -> Receipt:
    """The actor's ballot, under a key of its own unless one is given."""
    return cast_ballot(poll_id, actor, choice, key=key or uuid4().hex)


def decided(hall: Hall, poll_id: UUID, *choices: Choice) -> None:
    """The delegates vote in their order, and the chair closes and announces."""
    for actor, choice in zip(hall.delegates, choices, strict=False):
        vote(poll_id, actor, choice)
    close_poll(poll_id, hall.chair)
    announce_poll(poll_id, hall.chair)
