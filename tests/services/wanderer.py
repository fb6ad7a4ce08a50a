"""Somebody who does whatever comes to mind, seeded: every act of the debate, in any order, allowed or not."""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import TypeVar
from uuid import UUID

from recommendations.domain.amendments import AmendmentState, LinkKind, Procedure
from recommendations.domain.encoding import units_by_language
from recommendations.domain.people import Actor, Role
from recommendations.domain.polls import Choice, PollState
from recommendations.domain.proposals import NEW_UNIT, THEME_TITLE
from recommendations.domain.refusals import Refused
from recommendations.domain.text import Paragraph, Span, Unit, UnitKind
from recommendations.services.amendments.linking import end_link, exclude
from recommendations.services.deciding.compromising import answer_compromise
from recommendations.services.deciding.editorial import apply_editorial, refuse_editorial
from recommendations.services.deciding.splitting import split_amendment, undo_split
from recommendations.services.filing.amending import file_amendment, judge_amendment
from recommendations.services.filing.moving import mark_not_moved, take_over_amendment, withdraw_amendment
from recommendations.services.filing.orally import object_to, settle_oral
from recommendations.services.filing.supporting import support_amendment, withdraw_support
from recommendations.services.filing.throughout import Throughout, file_throughout
from recommendations.services.manifesto.correcting import (
    CorrectionProposal,
    confirm_correction,
    propose_correction,
    revert_correction,
)
from recommendations.services.texts.revisions import newest_revision
from recommendations.services.voting.acts import (
    announce_poll,
    annul_poll,
    cast_ballot,
    close_poll,
    open_poll,
    prepare_poll,
)
from recommendations.services.voting.targets import on_amendment, on_block
from recommendations.storage.amendments import Amendment, amendments_in
from recommendations.storage.corrections import corrections_of
from recommendations.storage.database import db
from recommendations.storage.links import links_in
from recommendations.storage.polls import Poll, polls_of
from recommendations.storage.wordings import parts_of
from tests.services.assembly import ENGLISH, FRENCH, Assembly, joined_by, proposal

CHANGES = (
    ("noise figures", "noise and dust figures"),
    ("noise figures", "dust figures"),
    ("once a year", "twice a year"),
    ("once a year", "once a month"),
    ("quiet streets", "quiet and green streets"),
    ("four years", "six years"),
    ("four years", "four long years"),
    ("2 am", "4 am"),
    ("2 am", "3 am"),
    ("Night buses", "Night trams"),
)
P = Procedure
T = TypeVar("T")


class Wanderer:
    """One walk through an assembly; ``acts`` are what it may do next, the likelier ones named more than once."""

    def __init__(self, assembly: Assembly, seed: int) -> None:
        """Begin."""
        self.assembly = assembly
        self.random = Random(seed)
        self.rapporteur = joined_by(assembly, Role.RAPPORTEUR)
        self.delegates = (assembly.delegate, assembly.other_delegate, joined_by(assembly))
        often: list[Callable[[], object]] = [self.file, self.judge, self.open, self.finish] * 4
        rare = (self.special, self.withdraw, self.take_over, self.not_moved, self.support, self.link, self.unlink)
        rest = (self.compromise, self.answer, self.split, self.unsplit, self.correct, self.confirm, self.revert)
        last = (self.annul, self.editorial, self.oral, self.series, self.block, self.sub, self.sub)
        self.acts = (*often, *rare, *rest, *last)

    def step(self) -> str | None:
        """What was done, or None if the house refused it."""
        act = self.random.choice(self.acts)
        try:
            act()
        except Refused:
            return None
        return act.__name__

    def rows(self) -> list[Amendment]:
        """Every amendment as it stands."""
        db.session.remove()
        found = amendments_in(db.session(), self.assembly.edition_id, frozenset(AmendmentState))
        return sorted(found, key=lambda row: row.number)

    def _any(self, *states: AmendmentState) -> Amendment:
        found = [row for row in self.rows() if not states or row.state in states]
        return self._one(found)

    def _one(self, found: list[T]) -> T:
        if not found:
            raise Refused
        return self.random.choice(found)

    def _unit(self) -> Unit:
        old, new = self.random.choice(CHANGES)
        unit = replaced(ENGLISH, old, new)
        return replaced(unit, *self.random.choice(CHANGES)) if self.random.random() < 0.4 else unit

    def _file(self, unit: Unit, actor: Actor | None = None, **fields: object) -> UUID:
        wish = proposal(self.assembly, unit, **fields)
        return file_amendment(actor or self.random.choice(self.delegates), self.assembly.theme_id, wish)

    def file(self) -> None:
        amendment_id = self._file(self._unit())
        if self.random.random() < 0.8:
            judge_amendment(self.assembly.chair, amendment_id, is_admissible=True)

    def special(self) -> None:
        kind = self.random.randrange(4)
        if kind == 0:
            words = self.random.choice(("More trees.", "Fewer cars."))
            unit = Unit(NEW_UNIT, UnitKind.RECOMMENDATION, (Paragraph("n1", (Span(words),)),), "New", ("local",))
            self._file(unit, placed_after=self.random.choice(("r1", "r2", None)))
        elif kind == 1:
            self._file(Unit(THEME_TITLE, UnitKind.PASSAGE, (), self.random.choice(("Calm", "Quiet"))))
        elif kind == 2:
            self._file(self._unit(), procedure=P.ALTERNATIVE)
        else:
            units = {"fr": replaced(FRENCH, "une fois par an", self.random.choice(("chaque an", "tous les ans")))}
            self._file(ENGLISH, language="fr", amended=units)

    def sub(self) -> None:
        parent = self._any(AmendmentState.TABLED, AmendmentState.ADMISSIBLE)
        units = units_by_language(parent.amended)
        if "en" not in units or parent.unit_uid != "r1":
            raise Refused
        unit = replaced(units["en"], *self.random.choice((*CHANGES, ("figures", "numbers"), ("should", "must"))))
        amendment_id = self._file(unit, procedure=P.SUB_AMENDMENT, amends_id=parent.id)
        judge_amendment(self.assembly.chair, amendment_id, is_admissible=True)

    def compromise(self) -> None:
        rows = [row for row in self.rows() if row.unit_uid == "r1"]
        replaced_ids = tuple({self._one(rows).id for _ in range(2)})
        compromise_id = self._file(self._unit(), self.rapporteur, procedure=P.COMPROMISE, replaces=replaced_ids)
        judge_amendment(self.assembly.chair, compromise_id, is_admissible=True)

    def answer(self) -> None:
        links = [link for link in links_in(db.session(), self.assembly.edition_id) if link.kind is LinkKind.REPLACES]
        link = self._one(links)
        answer_compromise(self.assembly.chair, link.one_id, link.other_id, gives=self.random.random() < 0.7)

    def judge(self) -> None:
        is_admissible = self.random.random() < 0.85
        row = self._any(AmendmentState.TABLED) if is_admissible else self._any()
        judge_amendment(self.assembly.chair, row.id, is_admissible=is_admissible, reason="So.")

    def withdraw(self) -> None:
        withdraw_amendment(self.assembly.secretariat, self._any().id)

    def take_over(self) -> None:
        row = self._any(AmendmentState.WITHDRAWN, AmendmentState.NOT_MOVED)
        take_over_amendment(self.random.choice(self.delegates), row.id)

    def not_moved(self) -> None:
        mark_not_moved(self.assembly.chair, self._any().id)

    def support(self) -> None:
        act = self.random.choice((support_amendment, support_amendment, withdraw_support))
        act(self.random.choice(self.delegates), self._any().id)

    def link(self) -> None:
        exclude(self.assembly.chair, self._any().id, self._any().id, "They exclude each other.")

    def unlink(self) -> None:
        end_link(self.assembly.chair, self._one(list(links_in(db.session(), self.assembly.edition_id))).id)

    def split(self) -> None:
        split_amendment(self.assembly.chair, self._any(AmendmentState.ADMISSIBLE).id, ["One", "Two"], {})

    def unsplit(self) -> None:
        undo_split(self.assembly.chair, self._any().id)

    def series(self) -> None:
        old, new = self.random.choice((("should", "must"), ("years", "long years"), ("early", "late")))
        wish = Throughout({"en": old}, {"en": new}, "Throughout", language="en")
        for amendment_id in file_throughout(self.random.choice(self.delegates), self.assembly.theme_id, wish):
            judge_amendment(self.assembly.chair, amendment_id, is_admissible=True)

    def oral(self) -> None:
        amendment_id = self._file(self._unit(), procedure=P.ORAL, mover_id=None)
        if self.random.random() < 0.5:
            object_to(self.random.choice(self.delegates), amendment_id)
        settle_oral(self.assembly.chair, amendment_id, objections=self.random.choice((None, 0, 5)))

    def editorial(self) -> None:
        row = self._any(AmendmentState.EDITORIAL)
        if self.random.random() < 0.7:
            apply_editorial(self.assembly.chair, row.id)
        else:
            refuse_editorial(self.assembly.chair, row.id, "No.")

    def correct(self) -> None:
        revision = newest_revision(db.session(), self.assembly.theme_id)
        assert revision is not None
        unit = revision.unit_texts("r1")["en"]
        amended = replaced(unit, *self.random.choice(((" figures", ", figures"), ("Night", "night"), ("am.", "am!"))))
        wish = CorrectionProposal(revision.id, {"en": amended}, "A sign.")
        propose_correction(self.rapporteur, self.assembly.theme_id, "r1", wish)

    def confirm(self) -> None:
        confirm_correction(self.assembly.chair, self._correction())

    def revert(self) -> None:
        revert_correction(self.assembly.chair, self._correction())

    def _correction(self) -> UUID:
        return self._one(list(corrections_of(db.session(), self.assembly.edition_id))).id

    def open(self) -> None:
        row = self._any(AmendmentState.ADMISSIBLE)
        numbers = [part.number for part in parts_of(db.session(), row.id)]
        self._open(prepare_poll(on_amendment(row.id, self._one(numbers) if numbers else None), self.assembly.chair))

    def block(self) -> None:
        ids = {self._any(AmendmentState.ADMISSIBLE).id for _ in range(2)}
        self._open(prepare_poll(on_block(sorted(ids)), self.assembly.chair))

    def _open(self, poll_id: UUID) -> None:
        if any(poll.state in {PollState.OPEN, PollState.CLOSED} for poll in self._polls()):
            return
        open_poll(poll_id, self.assembly.chair)

    def _polls(self, *states: PollState) -> list[Poll]:
        found = polls_of(db.session(), self.assembly.edition_id)
        return [poll for poll in found if not states or poll.state in states]

    def finish(self) -> None:
        """A poll that is open comes to its end; sometimes it is annulled at once, and all is as it was."""
        poll = self._one(self._polls(PollState.OPEN))
        choice = self.random.choice((Choice.FOR, Choice.FOR, Choice.AGAINST))
        for actor in self.delegates:
            cast_ballot(poll.id, actor, choice, key=f"{poll.id}{actor.person_id}")
        close_poll(poll.id, self.assembly.chair)
        before = self.standing()
        announce_poll(poll.id, self.assembly.chair)
        if self.random.random() < 0.4:
            annul_poll(poll.id, self.assembly.chair, reason="The count was wrong.")
            assert self.standing() == before, f"annulled poll {poll.number}"

    def annul(self) -> None:
        annul_poll(self._one(self._polls()).id, self.assembly.chair, reason="Something else.")

    def standing(self) -> tuple[object, ...]:
        """All that a decision can change; what was in the vote waits for another one after it is taken back."""
        rows = self.rows()
        newest = newest_revision(db.session(), self.assembly.theme_id)
        assert newest is not None
        return newest.plain_units(), [_standing(row) for row in rows], [_parts(row) for row in rows]


def _standing(row: Amendment) -> tuple[object, ...]:
    is_put = row.state is AmendmentState.IN_VOTE
    state = AmendmentState.ADMISSIBLE if is_put else row.state
    return row.label, state, row.returns_to, row.felled_by_id, row.amended, row.hunks


def _parts(row: Amendment) -> list[AmendmentState]:
    states = [part.state for part in parts_of(db.session(), row.id)]
    return [AmendmentState.ADMISSIBLE if state is AmendmentState.IN_VOTE else state for state in states]


def replaced(unit: Unit, old: str, new: str) -> Unit:
    """The unit with these words, if it has them; styles are lost."""
    paragraphs = tuple(Paragraph(p.uid, (Span(p.plain.replace(old, new)),)) for p in unit.paragraphs)
    return replace(unit, paragraphs=paragraphs)
