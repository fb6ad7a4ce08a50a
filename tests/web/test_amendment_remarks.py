"""Amendments in browsers without JavaScript: advice, notes, tags, links, parts, synopsis, workshop."""

from html import unescape
from uuid import UUID

import pytest
from flask import Flask

from recommendations.domain.amendments import AmendmentState
from recommendations.domain.people import Role
from recommendations.services.deciding.effects import settle_amendment
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import transaction
from tests.web.conftest import SignedIn, Tabled
from tests.web.tabled import fields_of, filed

ADVICE = {"advice": "adopt_modified", "wording": "each quarter", "advice_reason": "Calmer.", "visible_from": ""}


def id_of(address: str) -> str:
    return address.rsplit("/", 1)[1]


def test_advice_is_given_refused_with_its_words_and_answered(signed_in: SignedIn, tabled: Tabled) -> None:
    proposer = signed_in()
    address = filed(proposer, tabled, "once", "twice")
    rapporteur = signed_in(Role.RAPPORTEUR, theme_id=tabled.theme_id)
    advice = f"/themes/{tabled.theme_id}{address}/advice"

    without = rapporteur.post(advice, data=ADVICE | {"wording": " "})
    nonsense = rapporteur.post(advice, data=ADVICE | {"visible_from": "soon"})
    given = rapporteur.post(advice, data=ADVICE)
    answered = proposer.post(f"{address}/answer", data={"answer": "Agreed."})
    endless = proposer.post(f"{address}/answer", data={"answer": "x" * 10_001})
    page = signed_in(Role.OBSERVER).get(address).text

    assert (without.status_code, nonsense.status_code) == (422, 422)
    assert "Calmer." in without.text
    assert 'href="#wording"' in without.text
    assert (given.status_code, answered.status_code) == (303, 303)
    assert endless.status_code == 409
    assert "each quarter" in page
    assert "Agreed." in page
    assert proposer.post(advice, data=ADVICE).status_code == 403


def test_advice_stays_hidden_until_its_time(signed_in: SignedIn, tabled: Tabled) -> None:
    address = filed(signed_in(), tabled, "once", "twice")
    rapporteur = signed_in(Role.RAPPORTEUR, theme_id=tabled.theme_id)

    rapporteur.post(f"/themes/{tabled.theme_id}{address}/advice", data=ADVICE | {"visible_from": "2199-01-01T09:00"})

    assert "Hidden until" in rapporteur.get(address).text
    assert "each quarter" not in signed_in(Role.CHAIR).get(address).text
    assert "each quarter" not in signed_in(Role.OBSERVER).get("/record").text


def test_a_note_is_for_oneself(signed_in: SignedIn, tabled: Tabled) -> None:
    browser = signed_in()
    address = filed(browser, tabled, "once", "twice")

    browser.post(f"{address}/note", data={"note": "Trade it"})
    starred = browser.post(f"{address}/star", data={"starred": "yes", "next": "/amendments?starred=yes"})
    elsewhere = browser.post(f"{address}/star", data={"starred": "yes", "next": "https://example.org/amendments"})

    assert starred.location == "/amendments?starred=yes"
    assert elsewhere.location == address
    assert "Trade it" in browser.get(address).text
    assert "A01" in browser.get("/amendments?starred=yes").text
    for other in (signed_in(), signed_in(Role.SECRETARIAT)):
        assert "Trade it" not in other.get(address).text
        assert "No amendments here" in other.get("/amendments?starred=yes").text


def test_tags_are_set_in_bulk_by_those_who_may(signed_in: SignedIn, tabled: Tabled) -> None:
    browser, secretariat = signed_in(), signed_in(Role.SECRETARIAT)
    ids = [id_of(filed(browser, tabled, *words)) for words in (("once", "twice"), ("2 am", "3 am"))]

    secretariat.post("/amendments/tags", data={"amendment": ids, "tag": "Night", "act": "add"})
    secretariat.post("/amendments/tags", data={"amendment": ids[:1], "tag": "night", "act": "remove"})
    refused = secretariat.post("/amendments/tags", data={"amendment": ids, "tag": " "}, follow_redirects=True)
    page = secretariat.get("/amendments?tag=night").text

    assert "Type the word for the tag." in refused.text
    assert "A02" in page
    assert ">A01<" not in page
    assert browser.post("/amendments/tags", data={"amendment": ids, "tag": "mine"}).status_code == 403
    assert secretariat.post("/amendments/tags", data={"amendment": "no id", "tag": "mine"}).status_code == 400


def test_the_index_is_searched_and_sorted(signed_in: SignedIn, tabled: Tabled) -> None:
    browser = signed_in()
    filed(browser, tabled, "once", "twice")
    filed(browser, tabled, "2 am", "3 am")

    found = browser.get("/amendments?words=TWICE&sort=newest&conflict=yes&page=x").text
    alone = browser.get("/amendments?words=twice&kind=replace&member=nonsense&advice=none").text

    assert "No amendments here" in found
    assert ">A01<" in alone
    assert ">A02<" not in alone


def test_the_chair_links_by_meaning_and_takes_it_back(signed_in: SignedIn, tabled: Tabled) -> None:
    browser = signed_in()
    one, other = filed(browser, tabled, "once", "twice"), filed(browser, tabled, "2 am", "3 am")
    chair = signed_in(Role.CHAIR, theme_id=tabled.theme_id)
    link = f"/themes/{tabled.theme_id}{one}/exclude"

    assert chair.post(link, data={"other": "", "link_reason": "Because."}).status_code == 422
    assert chair.post(link, data={"other": id_of(other), "link_reason": "Both cost."}).status_code == 303
    page = chair.get(one).text
    assert "Both cost." in page
    end = next(part.split('"')[0] for part in page.split('action="')[1:] if "/links/" in part)
    assert chair.post(unescape(end)).status_code == 303
    assert "Both cost." not in browser.get(one).text.split('id="history"')[0]


def test_the_star_keeps_what_stands_in_the_note(signed_in: SignedIn, tabled: Tabled) -> None:
    browser = signed_in()
    address = filed(browser, tabled, "once", "twice")

    starred = browser.post(f"{address}/note", data={"note": "Trade it", "starred": "yes"}, follow_redirects=True).text
    without = browser.post(f"{address}/note", data={"note": "Trade it", "starred": ""}, follow_redirects=True).text

    assert "Take my star away" in starred
    assert "Trade it</textarea>" in starred
    assert "Star it for me" in without
    assert "Trade it</textarea>" in without


def test_only_a_language_correction_is_settled_as_one(signed_in: SignedIn, tabled: Tabled) -> None:
    address = filed(signed_in(), tabled, "once", "twice")
    chair = signed_in(Role.CHAIR, theme_id=tabled.theme_id)

    for act in ("apply", "refuse"):
        answer = chair.post(
            f"/themes/{tabled.theme_id}{address}/editorial", data={"act": act, "editorial_reason": "No."}
        )
        assert answer.status_code == 409


def test_what_the_chair_alone_may_settle_is_offered_to_the_chair_alone(
    app: Flask, signed_in: SignedIn, tabled: Tabled
) -> None:
    address = filed(signed_in(), tabled, "once", "twice")
    with app.app_context(), transaction() as session:
        session.get_one(Amendment, UUID(id_of(address))).state = AmendmentState.EDITORIAL

    assert "Correct the language version?" in signed_in(Role.CHAIR, theme_id=tabled.theme_id).get(address).text
    secretariat = signed_in(Role.SECRETARIAT)
    assert "Correct the language version?" not in secretariat.get(address).text
    path = f"/themes/{tabled.theme_id}{address}/editorial"
    assert secretariat.post(path, data={"act": "apply"}).status_code == 403


def test_a_judgement_is_shown_and_can_be_changed(signed_in: SignedIn, tabled: Tabled) -> None:
    address = filed(signed_in(), tabled, "once", "twice")
    chair = signed_in(Role.CHAIR, theme_id=tabled.theme_id)
    path = f"/themes/{tabled.theme_id}{address}/judge"

    waiting = card_of(chair.get(address).text)
    chair.post(path, data={"judgement": "admissible"})
    admitted = card_of(chair.get(address).text)
    chair.post(path, data={"judgement": "inadmissible", "reason": "Not about noise."})
    refused = card_of(chair.get(address).text)

    assert "Change this judgement" not in waiting
    assert all(f'value="{one}"' in waiting for one in ("admissible", "inadmissible"))
    assert "Change this judgement" in admitted
    assert 'value="admissible"' not in admitted
    assert "Not about noise." in refused
    assert 'value="inadmissible"' not in refused
    assert chair.post(path, data={"judgement": "admissible"}).status_code == 303


def card_of(page: str) -> str:
    """What the chair reads about the judgement."""
    return page.split('id="judgement"')[1].split("</section>", maxsplit=1)[0]


def test_home_says_what_waits_for_advice(signed_in: SignedIn, tabled: Tabled) -> None:
    rapporteur = signed_in(Role.RAPPORTEUR, theme_id=tabled.theme_id)
    assert "Nothing waits for you" in rapporteur.get("/").text
    address = filed(signed_in(), tabled, "once", "twice")

    home = rapporteur.get("/").text
    rapporteur.post(f"/themes/{tabled.theme_id}{address}/advice", data={"advice": "adopt"})

    assert "Advise the assembly on the amendments" in home
    assert "1 waits" in home
    assert "Nothing waits for you" in rapporteur.get("/").text


def test_home_says_what_waits_for_its_author(app: Flask, signed_in: SignedIn, tabled: Tabled) -> None:
    author = signed_in()
    address = filed(author, tabled, "once", "twice")
    with app.app_context(), transaction() as session:
        session.get_one(Amendment, UUID(id_of(address))).state = AmendmentState.NEEDS_REBASE

    assert "See what your amendments need from you" in author.get("/").text
    assert "See what your amendments need from you" not in signed_in().get("/").text


def test_an_amendment_is_put_to_the_vote_in_parts(signed_in: SignedIn, tabled: Tabled) -> None:
    old = "once a year. They should pay for quiet"
    address = filed(signed_in(), tabled, old, old.replace("once", "twice").replace("quiet", "silent"))
    chair = signed_in(Role.CHAIR, theme_id=tabled.theme_id)
    split = f"/themes/{tabled.theme_id}{address}/split"
    form = chair.get(split).text

    without = chair.post(split, data={"count": "2", "title-1": "", "title-2": "Money"})
    done = chair.post(split, data={"count": "2", "title-1": "Rhythm", "title-2": "Money"})
    page = chair.get(address).text
    whole = chair.post(split, data={"act": "undo"})

    assert "A01/1" in form
    assert without.status_code == 422
    assert "Money" in without.text
    assert (done.status_code, whole.status_code) == (303, 303)
    assert "Rhythm" in page
    assert "Rhythm" not in chair.get(address).text.split('id="history"')[0]


def test_another_number_of_parts_keeps_what_was_typed_and_only_that(signed_in: SignedIn, tabled: Tabled) -> None:
    old = "once a year. They should pay for quiet"
    address = filed(signed_in(), tabled, old, old.replace("once", "twice").replace("quiet", "silent"))
    chair = signed_in(Role.CHAIR, theme_id=tabled.theme_id)
    split = f"/themes/{tabled.theme_id}{address}/split"
    typed = fields_of(chair.get(split).text) | {"title-2": "Money"}
    wording = next(name for name in typed if name.startswith("w:1:"))

    three = chair.post(split, data={**typed, "title-1": "Rhythm", "parts": "3"})
    again = fields_of(three.text)
    two = fields_of(chair.post(split, data={**again, "title-3": "Sound", "parts": "2"}).text)
    more = fields_of(chair.post(split, data={**two, "parts": "3"}).text)

    assert three.status_code == 200
    assert [again[f"title-{number}"] for number in (1, 2, 3)] == ["Rhythm", "Money", ""]
    assert (again["count"], two["count"]) == ("3", "2")
    assert again[wording] != typed[wording], "nobody wrote it: the house fills it anew"
    assert (two["title-1"], more["title-3"]) == ("Rhythm", "Sound")
    assert "Rhythm" not in chair.get(split).text, "nothing is stored"


def test_the_synopsis_and_the_workshop_show_texts_side_by_side(signed_in: SignedIn, tabled: Tabled) -> None:
    browser = signed_in()
    filed(browser, tabled, "once", "twice")
    filed(browser, tabled, "once a year", "yearly")

    theme = browser.get(f"/themes/{tabled.theme_id}/synopsis").text
    unit = browser.get(f"/themes/{tabled.theme_id}/units/r1/synopsis?language=fr").text
    shop = signed_in(Role.SECRETARIAT).get(f"/themes/{tabled.theme_id}/units/r1/workshop").text

    assert theme.count('<table class="synopsis"') == 3
    assert "Les mairies" in unit
    assert "These exclude each other" in shop
    assert browser.get(f"/themes/{tabled.theme_id}/units/r1/workshop").status_code == 403
    assert browser.get(f"/themes/{tabled.theme_id}/units/r1?order=voting").status_code == 200


def test_the_rapporteur_confirms_that_the_text_reads_well(app: Flask, signed_in: SignedIn, tabled: Tabled) -> None:
    address = filed(signed_in(), tabled, "once", "twice")
    chair = signed_in(Role.CHAIR, theme_id=tabled.theme_id)
    chair.post(f"/themes/{tabled.theme_id}{address}/judge", data={"judgement": "admissible"})
    with app.app_context(), transaction() as session:
        assert chair.actor is not None
        settle_amendment(session, UUID(id_of(address)), adopted=True, actor=chair.actor)
    rapporteur = signed_in(Role.RAPPORTEUR, theme_id=tabled.theme_id)
    place = f"/themes/{tabled.theme_id}/units/r1"
    page = rapporteur.get(place).text
    sha256 = page.split('name="sha256" value="')[1].split('"')[0]

    stale = rapporteur.post(f"{place}/read", data={"sha256": "old"}, follow_redirects=True).text
    done = rapporteur.post(f"{place}/read", data={"sha256": sha256}, follow_redirects=True).text

    assert "Read it once more" in stale
    assert "Reads well" in done
    assert "In the text: A01" in done


@pytest.mark.parametrize("path", ["advice", "exclude", "editorial", "split"])
def test_observers_do_none_of_this(signed_in: SignedIn, tabled: Tabled, path: str) -> None:
    address = filed(signed_in(), tabled, "once", "twice")

    assert signed_in(Role.OBSERVER).post(f"/themes/{tabled.theme_id}{address}/{path}").status_code == 403
