from uuid import uuid4

import pytest

from recommendations.domain.editions import ThemeKind
from recommendations.domain.people import Actor, Role
from recommendations.domain.polls import Choice
from recommendations.domain.progress import ThemeState
from recommendations.domain.refusals import NotFound
from recommendations.services.manifesto.adopting import compose_manifesto
from recommendations.services.texts import editions
from recommendations.storage.database import transaction
from recommendations.storage.editions import Edition
from tests.chains import adopt_units, make_assembly, vote_on_manifesto
from tests.factories import make_actor, make_edition, make_theme
from tests.halls import Hall, admissible, decided, make_hall, opened, vote

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def hall() -> Hall:
    return make_hall(3)


def _state(hall: Hall, actor: Actor | None = None) -> ThemeState:
    lines = editions.situation(actor or hall.chair).themes
    return next(line.state for line in lines if line.id == hall.theme_id)


def test_an_edition_tells_what_is_on(hall: Hall) -> None:
    poll_id = opened(hall)
    vote(poll_id, hall.delegates[0])

    seen = editions.situation(hall.delegates[0])

    assert [(poll.id, poll.is_cast) for poll in seen.polls] == [(poll_id, True)]
    assert [poll.is_cast for poll in editions.situation(hall.delegates[1]).polls] == [False]
    assert [poll.is_cast for poll in editions.situation(hall.chair).polls] == [False]
    assert (seen.present, seen.expected) == (4, 4)


def test_a_theme_goes_from_frozen_through_amendments_to_decided(hall: Hall) -> None:
    assert _state(hall) is ThemeState.FROZEN

    amendment_id = admissible(hall, "Cities should run night buses every month.")
    assert _state(hall) is ThemeState.AMENDED

    decided(hall, opened(hall, amendment_id), Choice.FOR, Choice.FOR, Choice.FOR)
    assert _state(hall) is ThemeState.FROZEN


def test_a_theme_without_a_frozen_text_is_being_drafted(hall: Hall) -> None:
    with transaction() as session:
        theme = make_theme(session, session.get_one(Edition, hall.edition_id), number=0, kind=ThemeKind.PREAMBLE)

    line = editions.situation(hall.chair).themes[0]

    assert (line.id, line.is_preamble, line.state) == (theme.id, True, ThemeState.DRAFTING)
    assert editions.theme(hall.chair, theme.id).units == ()


def test_the_page_of_a_theme_has_its_units_amendments_and_polls(hall: Hall) -> None:
    amendment_id = admissible(hall, "Never.")
    poll_id = opened(hall, amendment_id)

    view = editions.theme(hall.delegates[0], hall.theme_id)

    assert [(unit.uid, unit.number) for unit in view.units] == [("r1", "2.1"), ("r2", "2.2")]
    assert set(view.units[0].title) == {"en", "fr"}
    assert [(line.id, line.unit_uid) for line in view.amendments] == [(amendment_id, "r1")]
    assert [line.id for line in view.polls] == [poll_id]
    assert view.revisions == (1,)


def test_a_theme_of_another_edition_is_not_found(hall: Hall) -> None:
    with transaction() as session:
        elsewhere = make_actor(session, make_edition(session), Role.OBSERVER)

    with pytest.raises(NotFound):
        editions.theme(elsewhere, hall.theme_id)
    with pytest.raises(NotFound):
        editions.theme(hall.chair, uuid4())


def test_the_president_is_told_of_an_adopted_manifesto() -> None:
    assembly = make_assembly()
    adopt_units(assembly, 0, "r2a", "r2b")
    compose_manifesto(assembly.secretariat)
    assert editions.situation(assembly.president).to_sign is None

    vote_on_manifesto(assembly, 1)

    assert editions.situation(assembly.president).to_sign == 1


def test_strangers_are_told_of_the_edition_if_it_is_the_only_one() -> None:
    assert editions.only_edition() is None
    with transaction() as session:
        first = make_edition(session)
    view = editions.only_edition()
    assert view is not None
    assert view.id == first.id

    with transaction() as session:
        make_edition(session)
    assert editions.only_edition() is None


def test_the_database_answers() -> None:
    assert editions.database_answers()
