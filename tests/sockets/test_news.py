"""News reach everybody of the edition and nobody else, participation not more often than it should."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from recommendations.domain.people import Actor, Role
from recommendations.services import facts
from recommendations.sockets.channel import Throttle
from recommendations.storage.database import transaction
from tests.factories import make_actor, make_edition
from tests.live.test_rooms import Put
from tests.sockets.conftest import Hall, Tab

ID = uuid4()
THEME = uuid4()


@pytest.mark.parametrize(
    ("make", "topics"),
    [
        pytest.param(lambda e: facts.PollChanged(e, ID), ["polls", f"poll:{ID}"], id="a poll"),
        pytest.param(lambda e: facts.BallotCast(e, ID, 3), [f"participation:{ID}"], id="a ballot"),
        pytest.param(
            lambda e: facts.AmendmentChanged(e, THEME, ID),
            ["amendments", f"amendments:{THEME}", f"theme:{THEME}"],
            id="an amendment",
        ),
        pytest.param(lambda e: facts.TextFrozen(e, THEME, ID), [f"theme:{THEME}", f"amendments:{THEME}"], id="a text"),
        pytest.param(lambda e: facts.TextFilled(e, THEME, THEME, b""), [f"theme:{THEME}"], id="filled"),
        pytest.param(facts.ThemesChanged, ["themes"], id="themes"),
        pytest.param(lambda e: facts.DraftingChanged(e, THEME, is_open=True), [f"theme:{THEME}"], id="drafting"),
        pytest.param(facts.ParticipantsChanged, ["participants"], id="the participants"),
        pytest.param(lambda e: facts.ManifestoChanged(e, ID), ["manifesto"], id="the manifesto"),
    ],
)
def test_everybody_of_the_edition_hears_the_topics(
    hall: Hall, open_tab: Callable[[Actor], Tab], make: Callable[[object], facts.Fact], topics: list[str]
) -> None:
    with hall.app.app_context(), transaction() as session:
        guest = make_actor(session, make_edition(session), Role.OBSERVER)
    tab, elsewhere = open_tab(hall.observer), open_tab(guest)

    with hall.app.app_context():
        facts.tell(make(hall.edition_id))

    assert tab.heard("news") == [{"topics": topics}]
    assert elsewhere.heard("news") == []


def test_a_fact_that_concerns_no_page_is_no_news(hall: Hall, open_tab: Callable[[Actor], Tab]) -> None:
    tab = open_tab(hall.observer)

    with hall.app.app_context():
        facts.tell(facts.SignedOut(hall.edition_id, uuid4()))

    assert tab.heard("news") == []


def test_news_in_a_row_are_told_once_for_each_poll() -> None:
    tasks, told = Put(), list[str]()
    throttle = Throttle(tasks, 1.0)

    for key in ("one", "one", "two", "one"):
        throttle.soon(key, lambda key=key: told.append(key))  # type: ignore[misc]  # the key of this round
    tasks.run()
    throttle.soon("one", lambda: told.append("again"))
    tasks.run()

    assert told == ["one", "two", "again"]
