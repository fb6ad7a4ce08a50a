"""People of a hall in their browsers."""

from uuid import UUID

from tests.halls import Hall
from tests.web.conftest import Browser, SignedIn


def delegate(signed_in: SignedIn, hall: Hall, place: int = 0) -> Browser:
    return signed_in(person_id=hall.delegates[place].person_id)


def chair(signed_in: SignedIn, hall: Hall) -> Browser:
    return signed_in(person_id=hall.chair.person_id)


def ballot(browser: Browser, poll_id: UUID, choice: str, key: str = "form-1", source: str = "now") -> str:
    answer = browser.post(f"/polls/{poll_id}/ballots", data={"choice": choice, "key": key, "from": source})
    assert answer.status_code == 303
    return browser.get(answer.headers["Location"]).text
