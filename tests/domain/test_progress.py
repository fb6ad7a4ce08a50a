from dataclasses import replace
from uuid import UUID

import pytest

from recommendations.domain.people import Actor, Office, Role
from recommendations.domain.progress import (
    OpenPoll,
    Situation,
    StepKind,
    ThemeLine,
    ThemeState,
    next_steps,
    theme_state,
)

EDITION = UUID(int=1)
WRITTEN, TABLED = UUID(int=2), UUID(int=3)


@pytest.mark.parametrize(
    ("is_frozen", "pending", "units", "decided", "state"),
    [
        pytest.param(False, 0, {"a"}, set(), ThemeState.DRAFTING, id="not frozen"),
        pytest.param(True, 0, {"a"}, set(), ThemeState.FROZEN, id="frozen, nothing filed"),
        pytest.param(True, 2, {"a"}, {"a"}, ThemeState.AMENDED, id="an amendment waits, whatever was voted"),
        pytest.param(True, 0, {"a", "b"}, {"a"}, ThemeState.FROZEN, id="one of two voted"),
        pytest.param(True, 0, {"a"}, {"a", "gone"}, ThemeState.DECIDED, id="all voted"),
        pytest.param(True, 0, set(), set(), ThemeState.FROZEN, id="a preamble has nothing of its own to vote"),
    ],
)
def test_a_theme_stands_where_its_text_and_votes_put_it(
    *, is_frozen: bool, pending: int, units: set[str], decided: set[str], state: ThemeState
) -> None:
    found = theme_state(is_frozen=is_frozen, pending=pending, units=frozenset(units), decided=frozenset(decided))

    assert found is state


def _actor(role: Role, theme_id: UUID | None = None) -> Actor:
    member_id = UUID(int=8) if role is Role.DELEGATE else None
    return Actor(UUID(int=9), EDITION, "Somebody", frozenset({Office(role, theme_id)}), member_id)


def _situation(*, is_cast: bool = False, is_on_roll: bool = True, to_sign: int | None = 1) -> Situation:
    return Situation(
        themes=(
            ThemeLine(WRITTEN, 1, False, {"en": "One"}, ThemeState.DRAFTING, 0, True),
            ThemeLine(TABLED, 2, False, {"en": "Two"}, ThemeState.AMENDED, 3, False),
        ),
        polls=(OpenPoll(UUID(int=4), 1, {"en": "Shall it?"}, None, is_cast, is_on_roll),),
        to_judge=3,
        prepared=2,
        to_sign=to_sign,
        present=80,
        expected=84,
        to_confirm=1,
    )


@pytest.mark.parametrize(
    ("actor", "kinds"),
    [
        pytest.param(_actor(Role.DELEGATE), [StepKind.VOTE, StepKind.AMEND], id="a delegate votes first"),
        pytest.param(_actor(Role.PRESIDENT), [StepKind.SIGN], id="the president signs"),
        pytest.param(_actor(Role.CHAIR), [StepKind.CONDUCT, StepKind.JUDGE, StepKind.CONFIRM], id="the chair conducts"),
        pytest.param(_actor(Role.SECRETARIAT), [StepKind.JUDGE, StepKind.PARTICIPANTS], id="the secretariat"),
        pytest.param(_actor(Role.RAPPORTEUR, WRITTEN), [StepKind.DRAFT], id="a rapporteur drafts"),
        pytest.param(_actor(Role.RAPPORTEUR, TABLED), [], id="a rapporteur whose text is frozen waits"),
        pytest.param(_actor(Role.OBSERVER), [], id="an observer is asked for nothing"),
    ],
)
def test_each_function_has_its_next_step(actor: Actor, kinds: list[StepKind]) -> None:
    assert [step.kind for step in next_steps(actor, _situation())] == kinds


def test_who_has_voted_is_not_asked_again() -> None:
    steps = next_steps(_actor(Role.DELEGATE), _situation(is_cast=True))

    assert [step.kind for step in steps] == [StepKind.AMEND]


def test_who_came_after_the_opening_is_not_asked_to_vote() -> None:
    steps = next_steps(_actor(Role.DELEGATE), _situation(is_on_roll=False))

    assert StepKind.VOTE not in {step.kind for step in steps}


def test_after_the_deadline_amendments_are_asked_for_only_where_late_ones_have_a_way() -> None:
    open_theme = _situation(is_cast=True).themes[1]

    for takes_late, kinds in ((True, [StepKind.AMEND]), (False, [])):
        late = replace(open_theme, is_past_deadline=True, takes_late=takes_late)
        steps = next_steps(_actor(Role.DELEGATE), replace(_situation(is_cast=True), themes=(late,)))
        assert [step.kind for step in steps] == kinds


def test_the_president_is_not_asked_before_a_manifesto_is_adopted() -> None:
    assert next_steps(_actor(Role.PRESIDENT), _situation(to_sign=None)) == ()


def test_who_is_waited_for_as_rapporteur_or_author_hears_how_many() -> None:
    situation = replace(_situation(is_cast=True), to_advise=4, to_answer=1)

    steps = next_steps(_actor(Role.DELEGATE), situation)

    assert [(step.kind, step.count) for step in steps[:2]] == [(StepKind.ANSWER, 1), (StepKind.ADVISE, 4)]


def test_the_secretariat_hears_how_many_are_still_to_come() -> None:
    steps = next_steps(_actor(Role.SECRETARIAT), _situation())

    assert steps[-1].count == 4
