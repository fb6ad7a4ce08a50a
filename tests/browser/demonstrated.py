"""What stands in the demonstration edition, and how its assembly goes on to the end."""

from uuid import UUID, uuid4

import sqlalchemy as sa

from recommendations.domain.amendments import AmendmentState
from recommendations.domain.intake import NamedFile
from recommendations.domain.people import Actor, Office, Role
from recommendations.domain.polls import Choice, PollState
from recommendations.services.demonstration import CODE
from recommendations.services.filing.returned import take_in
from recommendations.services.manifesto.exporting import export
from recommendations.services.papers import theme_papers
from recommendations.services.texts import draft_uploads
from recommendations.services.texts.freezing import set_drafting
from recommendations.services.voting.acts import announce_poll, cast_ballot, close_poll, open_poll, prepare_poll
from recommendations.services.voting.targets import on_manifesto
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import db
from recommendations.storage.deliveries import Recipient
from recommendations.storage.editions import Theme, edition_by_code
from recommendations.storage.manifestos import ManifestoRow
from recommendations.storage.people import Person, persons_of
from recommendations.storage.polls import Ballot, Poll, RollEntry
from tests.edited import Edited

NOBODY = uuid4()


def theme(code: str) -> UUID:
    return db.session.scalars(sa.select(Theme.id).where(Theme.code == code)).one()


def poll(state: PollState) -> UUID:
    """The newest poll in this state; an id that nothing has where there is none."""
    found = sa.select(Poll.id).where(Poll.state == state).order_by(Poll.number.desc())
    return db.session.scalars(found).first() or NOBODY


def amendment(state: AmendmentState) -> UUID:
    """The first amendment in this state."""
    found = sa.select(Amendment.id).where(Amendment.state == state).order_by(Amendment.number)
    return db.session.scalars(found).first() or NOBODY


def recipient() -> UUID:
    """The first on the list of recipients."""
    return db.session.scalars(sa.select(Recipient.id).order_by(Recipient.position)).first() or NOBODY


def everybody() -> list[Person]:
    edition = edition_by_code(db.session(), CODE)
    assert edition is not None
    return list(persons_of(db.session(), edition.id))


def person(role: Role, *, of: str | None = None, locale: str = "en") -> Person:
    """The first who holds the role, in the theme with this code if one is given, and reads this language."""
    theme_id = theme(of) if of else None
    return next(
        found
        for found in everybody()
        if found.locale == locale and any(row.role is role and row.theme_id == theme_id for row in found.offices)
    )


def waiting_voters() -> list[Person]:
    """Who may vote in the open poll and has not yet."""
    poll_id = poll(PollState.OPEN)
    voted = sa.select(Ballot.member_id).where(Ballot.poll_id == poll_id)
    waiting = sa.select(RollEntry.person_id).where(RollEntry.poll_id == poll_id, RollEntry.member_id.not_in(voted))
    ids = set(db.session.scalars(waiting))
    return [found for found in everybody() if found.id in ids]


def edit_copy(code: str, language: str = "en") -> bytes:
    """The theme's text to be edited in Word."""
    row = db.session.get_one(Theme, theme(code))
    return theme_papers.written(db.session(), row, "edit", language)[1]


def worked_over(content: bytes) -> bytes:
    """The edit copy of T04 with changes of every kind, doubts, a comment and words without a place."""
    file = Edited(content).replace("A first offence is seldom", "A first offence is never")
    file.replace("at least one qualified", "at least two qualified").replace(" three years, with", " five years, with")
    file.replace("within eight days and", "within ten days and").comment("follow the child", "Who pays for this?")
    file.delete("No day out of school", "Schools should inform", "National governments should publish")
    file.write_over("30,000 residents", "20,000 residents").replace("open until midnight", "open at night")
    file.add("Cities should report every year on what became of these budgets.", "We commit")
    return file.replace("Working paper", "Our paper").content


def returned_file(code: str) -> UUID:
    """A file that the first waiting voter has worked over and sent back."""
    sender, sent = _actor(waiting_voters()[0]), NamedFile("our-changes.docx", worked_over(edit_copy(code)))
    return take_in(sender, theme(code), "en", sent)


def draft_from_outside(content: bytes, *, theme_code: str | None = None) -> UUID:
    """A partner's draft that the secretariat, or for a theme its rapporteur, has sent and not confirmed."""
    role = Role.RAPPORTEUR if theme_code else Role.SECRETARIAT
    theme_id = theme(theme_code) if theme_code else None
    sender = _actor(person(role, of=theme_code))
    return draft_uploads.take_in(sender, theme_id, "en", NamedFile("draft.docx", content))


def files_to_verify() -> list[tuple[str, bytes]]:
    """A file for each verdict, once there is an adopted manifesto."""
    content = export(1, "en", "docx", _actor(person(Role.CHAIR)))[1]
    saved = Edited(content)
    changed = Edited(content).write_over("cities", "villages")
    return [
        ("untouched", content),
        ("re-saved", saved.content),
        ("changed", changed.content),
        ("unknown", edit_copy("T04")),
    ]


def _actor(found: Person) -> Actor:
    offices = frozenset(Office(row.role, row.theme_id) for row in found.offices)
    return Actor(found.id, found.edition_id, found.name, offices, found.member_id, found.locale)


def conclude() -> None:
    """The assembly has adopted the manifesto, closed its last poll without announcing it, and closed one draft."""
    chair = _actor(person(Role.CHAIR))
    last = poll(PollState.OPEN)
    manifesto_id = prepare_poll(on_manifesto(db.session.scalars(sa.select(ManifestoRow.id)).one()), chair)
    open_poll(manifesto_id, chair)
    for seat, delegate in enumerate(_roll(manifesto_id)):
        choice = (Choice.FOR, Choice.FOR, Choice.AGAINST, Choice.FOR, Choice.ABSTAIN)[seat % 5]
        cast_ballot(manifesto_id, _actor(delegate), choice, key=f"{manifesto_id}-{seat}")
    close_poll(manifesto_id, chair)
    announce_poll(manifesto_id, chair)
    close_poll(last, chair)
    set_drafting(theme("T10"), chair, is_open=False)


def _roll(poll_id: UUID) -> list[Person]:
    ids = set(db.session.scalars(sa.select(RollEntry.person_id).where(RollEntry.poll_id == poll_id)))
    return [found for found in everybody() if found.id in ids]


def voters() -> list[Person]:
    """Who has voted in some poll and not waits for the open one, readers of English only."""
    waiting = {found.id for found in waiting_voters()}
    voted = set(db.session.scalars(sa.select(Ballot.person_id)))
    return [found for found in everybody() if found.id in voted - waiting and found.locale == "en"]
