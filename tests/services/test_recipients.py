"""The secretariat's list of those to whom the package goes."""

from dataclasses import replace

import pytest

from recommendations.domain.amendments import TextTooLong
from recommendations.domain.deliveries import RecipientIncomplete
from recommendations.domain.people import Actor, Role
from recommendations.domain.refusals import NotFound, NotPermitted
from recommendations.services.papers.recipients import (
    RecipientFields,
    add_recipient,
    change_recipient,
    move_recipient,
    recipient_lines,
    recipients_page,
    remove_recipient,
    write_register_number,
)
from recommendations.storage.database import db, transaction
from recommendations.storage.editions import Edition
from tests.chains import kinds_of
from tests.factories import make_actor, make_edition

PARLIAMENT = RecipientFields(
    "eu", " European  Parliament ", "Office of the President", "1 Square \n\n 1000 Porto Claro\n", "", "fr"
)
CITIES = RecipientFields("local", "Union of Cities", "", "2 Square", "Dear colleagues,", "en")


def names(actor: Actor) -> list[str]:
    db.session.remove()
    return [one.fields.name for one in recipients_page(actor).recipients]


def test_a_recipient_is_kept_without_needless_spaces(desk: Actor) -> None:
    add_recipient(desk, PARLIAMENT)

    (line,) = recipient_lines(db.session(), desk.edition_id)
    assert (line.name, line.address) == ("European Parliament", ("1 Square", "1000 Porto Claro"))
    assert kinds_of(desk.edition_id) == ["recipient-added"]


def test_the_page_offers_the_institutions_and_languages_of_the_edition(desk: Actor) -> None:
    page = recipients_page(desk)

    assert [code for code, _ in page.addressees] == ["eu", "local"]
    assert page.languages == ("en", "fr")
    assert page.recipients == ()


def test_the_order_is_what_the_secretariat_makes_it(desk: Actor) -> None:
    first = add_recipient(desk, PARLIAMENT)
    second = add_recipient(desk, CITIES)

    move_recipient(desk, second, up=True)
    assert names(desk) == ["Union of Cities", "European Parliament"]

    move_recipient(desk, second, up=True)
    move_recipient(desk, first, up=False)
    assert names(desk) == ["Union of Cities", "European Parliament"]

    move_recipient(desk, second, up=False)
    assert names(desk) == ["European Parliament", "Union of Cities"]


def test_a_recipient_is_changed_and_removed(desk: Actor) -> None:
    first = add_recipient(desk, PARLIAMENT)
    add_recipient(desk, CITIES)

    change_recipient(desk, first, replace(PARLIAMENT, name="Parliament"))
    assert names(desk) == ["Parliament", "Union of Cities"]

    remove_recipient(desk, first)
    assert names(desk) == ["Union of Cities"]
    with pytest.raises(NotFound):
        remove_recipient(desk, first)
    assert kinds_of(desk.edition_id)[-2:] == ["recipient-changed", "recipient-removed"]


@pytest.mark.parametrize("field", ["addressee", "name", "address", "language"])
def test_a_letter_cannot_be_written_without(desk: Actor, field: str) -> None:
    with pytest.raises(RecipientIncomplete):
        add_recipient(desk, replace(PARLIAMENT, **{field: " "}))


@pytest.mark.parametrize("fields", [{"name": "n" * 201}, {"address": "ab\n" * 900}])
def test_what_fits_on_no_letter_is_refused(desk: Actor, fields: dict[str, str]) -> None:
    with pytest.raises(TextTooLong):
        add_recipient(desk, replace(PARLIAMENT, **fields))


def test_only_the_secretariat_sees_and_changes_the_list(desk: Actor) -> None:
    recipient_id = add_recipient(desk, PARLIAMENT)
    with transaction() as session:
        edition = session.get_one(Edition, desk.edition_id)
        president = make_actor(session, edition, Role.PRESIDENT)
        stranger = make_actor(session, make_edition(session), Role.SECRETARIAT)

    for act in (
        lambda: recipients_page(president),
        lambda: add_recipient(president, CITIES),
        lambda: change_recipient(president, recipient_id, CITIES),
        lambda: remove_recipient(president, recipient_id),
        lambda: move_recipient(president, recipient_id, up=True),
        lambda: write_register_number(president, "1"),
    ):
        with pytest.raises(NotPermitted):
            act()
    with pytest.raises(NotFound):
        change_recipient(stranger, recipient_id, CITIES)


def test_the_number_in_the_register_is_kept_and_recorded_where_it_changes(desk: Actor) -> None:
    write_register_number(desk, " 0000000-00 ")
    write_register_number(desk, "0000000-00")

    db.session.remove()
    assert recipients_page(desk).register_number == "0000000-00"
    assert kinds_of(desk.edition_id) == ["register-number-written"]


def test_a_number_in_the_register_is_short(desk: Actor) -> None:
    with pytest.raises(TextTooLong):
        write_register_number(desk, "0" * 41)
