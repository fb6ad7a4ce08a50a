"""How far a theme has come, and what each person can do next."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from recommendations.domain.people import Actor, Role
from recommendations.domain.permissions import Action, Subject, permits


class ThemeState(StrEnum):
    """Where a theme stands between its first draft and its last vote."""

    DRAFTING = "drafting"
    FROZEN = "frozen"
    AMENDED = "amended"
    DECIDED = "decided"


def theme_state(*, is_frozen: bool, pending: int, units: frozenset[str], decided: frozenset[str]) -> ThemeState:
    """The state of a theme; it is decided when each of its ``units`` has been voted on and no amendment waits."""
    if not is_frozen:
        return ThemeState.DRAFTING
    if pending:
        return ThemeState.AMENDED
    return ThemeState.DECIDED if units and units <= decided else ThemeState.FROZEN


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """A theme in a list; ``title`` is {language: text}, ``pending`` counts amendments that wait for a decision.

    ``is_drafting`` tells whether a live text takes updates: after a freeze too, if drafting was opened again.
    ``merged_into`` is the number of the theme of which it has become a part. ``is_past_deadline`` tells whether an
    amendment filed now is late, ``takes_late`` whether the rules have a way for it then.
    """

    id: UUID
    number: int
    is_preamble: bool
    title: dict[str, str]
    state: ThemeState
    pending: int
    is_drafting: bool
    merged_into: int | None = None
    is_past_deadline: bool = False
    takes_late: bool = True

    @property
    def takes_amendments(self) -> bool:
        """Whether it has a frozen text of its own that is not decided, and amendments to it are not too late."""
        if self.is_past_deadline and not self.takes_late:
            return False
        return self.merged_into is None and self.state in {ThemeState.FROZEN, ThemeState.AMENDED}


@dataclass(frozen=True, slots=True)
class OpenPoll:
    """A poll that takes ballots now; ``is_cast`` tells whether the reader's member, if it is on the roll, has voted.

    ``title`` is {language: short title of what is voted on}.
    """

    id: UUID
    number: int
    question: dict[str, str]
    closes_at: datetime | None
    is_cast: bool
    is_on_roll: bool
    title: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Situation:
    """What is on in an edition, as far as the next steps depend on it.

    ``to_sign`` is the number of an adopted manifesto that the reader has not signed, if there is one; ``to_advise``
    and ``to_answer`` count the amendments that wait for the reader as a rapporteur and as an author, ``to_confirm``
    the editorial corrections that wait for the chair.
    """

    themes: tuple[ThemeLine, ...]
    polls: tuple[OpenPoll, ...]
    to_judge: int
    prepared: int
    to_sign: int | None
    present: int
    expected: int
    to_advise: int = 0
    to_answer: int = 0
    to_confirm: int = 0


class StepKind(StrEnum):
    """Something that a person can do next."""

    VOTE = "vote"
    SIGN = "sign"
    CONDUCT = "conduct"
    JUDGE = "judge"
    CONFIRM = "confirm"
    ADVISE = "advise"
    DRAFT = "draft"
    ANSWER = "answer"
    AMEND = "amend"
    PARTICIPANTS = "participants"


@dataclass(frozen=True, slots=True)
class Step:
    """One next step; ``count`` says how many wait, ``theme`` and ``poll`` name the one meant, if it is one."""

    kind: StepKind
    count: int = 0
    theme: ThemeLine | None = None
    poll: OpenPoll | None = None


def next_steps(actor: Actor, situation: Situation) -> tuple[Step, ...]:
    """What the actor can do now, most urgent first; the table of permissions decides who is asked."""
    return (
        *_votes(actor, situation),
        *_offices(actor, situation),
        *_waiting(situation),
        *_drafts(actor, situation),
        *_amending(actor, situation),
    )


def _votes(actor: Actor, situation: Situation) -> tuple[Step, ...]:
    if not permits(actor, Action.CAST_BALLOT, Subject(actor.edition_id)):
        return ()
    return tuple(Step(StepKind.VOTE, poll=poll) for poll in situation.polls if poll.is_on_roll and not poll.is_cast)


def _offices(actor: Actor, situation: Situation) -> tuple[Step, ...]:
    subject = Subject(actor.edition_id)
    candidates = (
        (situation.to_sign is not None, Action.SIGN_MANIFESTO, Step(StepKind.SIGN, situation.to_sign or 0)),
        (True, Action.CONDUCT_POLL, Step(StepKind.CONDUCT, situation.prepared)),
        (situation.to_judge > 0, Action.JUDGE_AMENDMENT, Step(StepKind.JUDGE, situation.to_judge)),
        (situation.to_confirm > 0, Action.CONFIRM_CORRECTION, Step(StepKind.CONFIRM, situation.to_confirm)),
        (True, Action.MANAGE_PARTICIPANTS, Step(StepKind.PARTICIPANTS, situation.expected - situation.present)),
    )
    return tuple(step for waits, action, step in candidates if waits and permits(actor, action, subject))


def _waiting(situation: Situation) -> tuple[Step, ...]:
    candidates = (Step(StepKind.ANSWER, situation.to_answer), Step(StepKind.ADVISE, situation.to_advise))
    return tuple(step for step in candidates if step.count)


def _drafts(actor: Actor, situation: Situation) -> tuple[Step, ...]:
    # The secretariat may edit every draft, but only a rapporteur is waited for.
    return tuple(
        Step(StepKind.DRAFT, theme=theme)
        for theme in situation.themes
        if theme.is_drafting and actor.holds(Role.RAPPORTEUR, theme.id)
    )


def _amending(actor: Actor, situation: Situation) -> tuple[Step, ...]:
    if not permits(actor, Action.FILE_AMENDMENT, Subject(actor.edition_id)):
        return ()
    takes = [theme for theme in situation.themes if theme.takes_amendments]
    return (Step(StepKind.AMEND, len(takes)),) if takes else ()
