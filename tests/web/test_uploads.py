"""How many files the process holds in memory at once, each person's and everybody's."""

import io
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from flask import Flask

from recommendations.domain.intake import ReadersBusy, TooManyFiles
from recommendations.domain.people import Role
from recommendations.services.filing.returned import KEPT
from recommendations.storage.database import db, now, transaction
from recommendations.storage.deliveries import WordUpload
from recommendations.web.uploads import MOST_OF_ALL, MOST_OF_ONE, MOST_OF_STRANGERS, HeldFiles
from tests.drafts_from_outside import STREETS
from tests.web.conftest import Browser, SignedIn, Tabled
from tests.web.test_returned import edit_copy, send


@pytest.fixture
def holding() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def counter(app: Flask) -> HeldFiles:
    """The application's counter."""
    found: HeldFiles = app.extensions.setdefault("held_files", HeldFiles())
    return found


def full_of(counter: HeldFiles, holding: ExitStack, people: list[UUID | None]) -> None:
    for person in people:
        holding.enter_context(counter.one(person))


def test_one_person_holds_only_a_few_and_others_go_on(holding: ExitStack) -> None:
    counter, one = HeldFiles(), uuid4()
    full_of(counter, holding, [one] * MOST_OF_ONE)

    with pytest.raises(TooManyFiles):
        holding.enter_context(counter.one(one))
    holding.enter_context(counter.one(uuid4()))


def test_strangers_leave_room_for_members(holding: ExitStack) -> None:
    counter = HeldFiles()
    full_of(counter, holding, [None] * MOST_OF_STRANGERS)

    with pytest.raises(ReadersBusy):
        holding.enter_context(counter.one(None))
    full_of(counter, holding, [uuid4() for _ in range(MOST_OF_ALL - MOST_OF_STRANGERS)])
    with pytest.raises(ReadersBusy):
        holding.enter_context(counter.one(uuid4()))


def test_what_has_been_read_makes_room(holding: ExitStack) -> None:
    counter, one = HeldFiles(), uuid4()

    for _ in range(3 * MOST_OF_ALL):
        with counter.one(one):
            pass
    full_of(counter, holding, [one] * MOST_OF_ONE)


def test_who_sends_too_many_is_told_and_what_was_chosen_stays(
    counter: HeldFiles, holding: ExitStack, signed_in: SignedIn, tabled: Tabled
) -> None:
    delegate = signed_in(Role.DELEGATE)
    content = edit_copy(delegate, tabled)
    full_of(counter, holding, [delegate.person_id] * MOST_OF_ONE)

    answer = send(delegate, tabled, content, "fr")

    assert answer.status_code == 429
    assert "2 files that you have sent are still being read." in answer.text
    assert '<option value="fr" selected>' in answer.text


def test_at_every_door_a_full_house_says_so(counter: HeldFiles, holding: ExitStack, signed_in: SignedIn) -> None:
    secretariat: Browser = signed_in(Role.SECRETARIAT)
    full_of(counter, holding, [uuid4() for _ in range(MOST_OF_ALL)])

    for address in ("/import", "/verify"):
        answer = secretariat.post(address, data={"file": (io.BytesIO(STREETS), "a.docx"), "language": "fr"})
        assert answer.status_code == 503
        assert "Many files are being read at this moment." in answer.text
    assert (
        '<option value="fr" selected>'
        in secretariat.post("/import", data={"file": (io.BytesIO(STREETS), "a.docx"), "language": "fr"}).text
    )


def test_files_of_which_nothing_was_filed_are_forgotten_after_a_month(
    app: Flask, signed_in: SignedIn, tabled: Tabled
) -> None:
    delegate = signed_in(Role.DELEGATE)
    content = edit_copy(delegate, tabled)
    for filed in ({}, {"1": str(uuid4())}):
        send(delegate, tabled, content)
        with app.app_context(), transaction() as session:
            newest = session.scalars(sa.select(WordUpload).order_by(WordUpload.at.desc())).first()
            assert newest is not None
            newest.filed, newest.at = filed, now() - KEPT - timedelta(minutes=1)

    send(delegate, tabled, content)

    with app.app_context():
        assert [bool(row.filed) for row in db.session.scalars(sa.select(WordUpload).order_by(WordUpload.at))] == [
            True,
            False,
        ]
        db.session.remove()
