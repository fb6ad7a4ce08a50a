"""A recommendation read with everything around it: its page, the synopsis, the workshop, the form for parts."""

from uuid import UUID, uuid4

import pytest

from recommendations.domain.amendments import AmendmentState, Consent, Procedure, VersionCause
from recommendations.domain.opinions import TextMovedOn
from recommendations.domain.people import Actor, Role
from recommendations.domain.refusals import NotFound, NotPermitted
from recommendations.services.amendments.linking import exclude
from recommendations.services.amendments.pages import amendment_page
from recommendations.services.amendments.synopsis import synopsis
from recommendations.services.amendments.workshop import workshop
from recommendations.services.deciding.compromising import answer_compromise
from recommendations.services.deciding.split_pages import split_page
from recommendations.services.deciding.splitting import split_amendment
from recommendations.services.filing.amending import file_amendment, judge_amendment
from recommendations.services.texts.reading import confirm_reading, fingerprint
from recommendations.services.texts.unit_pages import unit_page
from recommendations.services.voting.lists import current_list, publish_list
from recommendations.storage.database import db, transaction
from recommendations.storage.editions import Edition
from tests.factories import make_actor, make_theme
from tests.services.assembly import ENGLISH, Assembly, admitted, changed, filed, make_assembly, proposal, settle
from tests.services.ballot_box import state

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def assembly() -> Assembly:
    return make_assembly()


def rapporteur(assembly: Assembly) -> Actor:
    with transaction() as session:
        edition = session.get_one(Edition, assembly.edition_id)
        return make_actor(session, edition, Role.RAPPORTEUR, theme_id=assembly.theme_id)


def bare_theme(assembly: Assembly) -> UUID:
    """A theme of the edition in which nothing is frozen."""
    with transaction() as session:
        return make_theme(session, session.get_one(Edition, assembly.edition_id), number=9).id


def test_the_consolidated_sentence_is_read_and_confirmed_until_it_changes_again(assembly: Assembly) -> None:
    first, second, reader = (
        admitted(assembly, "once", "twice"),
        admitted(assembly, "2 am", "3 am"),
        rapporteur(assembly),
    )
    settle(assembly, first, adopted=True)
    page = unit_page(assembly.observer, assembly.theme_id, "r1")
    assert page.reading is None
    assert page.in_text == ("A01",)

    confirm_reading(reader, assembly.theme_id, "r1", fingerprint(page.consolidated))
    confirmed = unit_page(assembly.observer, assembly.theme_id, "r1").reading
    assert confirmed is not None
    assert confirmed.person == reader.name

    settle(assembly, second, adopted=True)
    assert unit_page(assembly.observer, assembly.theme_id, "r1").reading is None
    with pytest.raises(TextMovedOn):
        confirm_reading(reader, assembly.theme_id, "r1", fingerprint(page.consolidated))


def test_only_who_answers_for_the_text_confirms_it(assembly: Assembly) -> None:
    with pytest.raises(NotPermitted):
        confirm_reading(assembly.delegate, assembly.theme_id, "r1", "")
    with pytest.raises(NotFound):
        confirm_reading(rapporteur(assembly), assembly.theme_id, "r1", "")


def test_amendments_stand_in_the_order_of_the_voting_list_when_asked(assembly: Assembly) -> None:
    admitted(assembly, "once", "two times each")
    judge_amendment(assembly.chair, filed(assembly, "once a year", ""), is_admissible=True)
    filed(assembly, "2 am", "3 am")

    listed = unit_page(assembly.observer, assembly.theme_id, "r1", in_voting_order=True)

    assert sorted(line.label for line in listed.amendments[:2]) == ["A01", "A02"]
    assert [line.label for line in listed.amendments] == ["A02", "A01", "A03"]


def test_nothing_frozen_has_no_page(assembly: Assembly) -> None:
    theme_id = bare_theme(assembly)

    for read in (
        lambda: unit_page(assembly.observer, theme_id, "r1"),
        lambda: unit_page(assembly.observer, assembly.theme_id, "r9"),
        lambda: synopsis(assembly.observer, theme_id, "en"),
        lambda: synopsis(assembly.observer, assembly.theme_id, "en", "r9"),
        lambda: workshop(assembly.chair, theme_id, "r1", "en"),
        lambda: workshop(assembly.chair, assembly.theme_id, "r9", "en"),
        lambda: amendment_page(assembly.chair, uuid4()),
        lambda: split_page(assembly.chair, uuid4()),
    ):
        with pytest.raises(NotFound):
            read()


def test_the_synopsis_shows_base_amendments_and_result_side_by_side(assembly: Assembly) -> None:
    filed(assembly, "Night buses", "Night ferries")
    settle(assembly, admitted(assembly, "once", "twice"), adopted=True)

    whole = synopsis(assembly.observer, assembly.theme_id, "xx")
    only = synopsis(assembly.observer, assembly.theme_id, "fr", "r1")

    assert whole.language == "en"
    assert [row.uid for row in whole.rows] == ["c1", "r1", "r2"]
    row = whole.rows[1]
    assert row.base is not None
    assert row.result is not None
    assert [entry.line.label for entry in row.entries] == ["A01", "A02"]
    assert row.is_changed
    assert not whole.rows[2].is_changed
    assert "twice a year" in row.result.paragraphs[0].paragraph.plain
    assert [found.uid for found in only.rows] == ["r1"]
    assert only.rows[0].entries[0].language == "en", "an amendment of one language is shown in its own"


def test_the_workshop_groups_what_excludes_each_other_and_shows_consents(assembly: Assembly) -> None:
    first, _second = admitted(assembly, "once", "twice"), admitted(assembly, "once a year", "yearly")
    admitted(assembly, "2 am", "3 am")
    words = proposal(
        assembly, changed(ENGLISH, "once", "1 1/2 times"), procedure=Procedure.COMPROMISE, replaces=(first,)
    )
    compromise = file_amendment(assembly.secretariat, assembly.theme_id, words)

    page = workshop(assembly.chair, assembly.theme_id, "r1", "xx")
    replaced = amendment_page(assembly.observer, first)

    assert [[one.line.label for one in group] for group in page.groups] == [["A01", "A02"]]
    assert [one.line.label for one in page.alone] == ["A03"]
    (found,) = page.compromises
    assert found.line.id == compromise
    assert [(one.replaced.label, one.consent) for one in found.consents] == [("A01", Consent.ASKED)]
    assert {rival.other.label for rival in replaced.ties.rivals} >= {"A02"}
    with pytest.raises(NotPermitted):
        workshop(assembly.delegate, assembly.theme_id, "r1", "en")


def test_an_amendment_names_what_says_the_same_and_what_adds_at_the_same_place(assembly: Assembly) -> None:
    other_city = assembly.other_delegate
    first, _ = admitted(assembly, "once", "twice"), filed(assembly, "once", "twice", by=other_city)
    third = admitted(assembly, "2 am", "2 am, and later on Saturdays")
    filed(assembly, "2 am", "2 am, at every stop", by=other_city)

    line, other = amendment_page(assembly.observer, first).line, amendment_page(assembly.observer, third).line

    assert ([one.label for one in line.identical], line.same_place) == (["A02"], ())
    assert (other.identical, [one.label for one in other.same_place]) == ((), ["A04"])


def test_a_compromise_tells_the_answers_in_its_history(assembly: Assembly) -> None:
    first, second = admitted(assembly, "once", "twice"), admitted(assembly, "once a year", "yearly")
    words = proposal(
        assembly, changed(ENGLISH, "once", "1 1/2 times"), procedure=Procedure.COMPROMISE, replaces=(first, second)
    )
    compromise = file_amendment(assembly.secretariat, assembly.theme_id, words)
    answer_compromise(assembly.secretariat, compromise, first, gives=True)
    answer_compromise(assembly.secretariat, compromise, second, gives=False)

    history = amendment_page(assembly.observer, compromise).history

    assert [act.kind for act in history] == ["amendment-filed", "amendment-merged", "amendment-consent-refused"]


def test_an_amendment_names_its_rivals_with_the_words_and_the_reason(assembly: Assembly) -> None:
    first, _ = admitted(assembly, "once", "twice"), admitted(assembly, "once a year", "yearly")
    third = admitted(assembly, "2 am", "3 am")
    exclude(assembly.chair, first, third, "Both cost too much.")

    page = amendment_page(assembly.chair, first)

    by_words, by_meaning = page.ties.rivals
    assert (by_words.other.label, by_words.words) == ("A02", ("once",))
    assert (by_meaning.other.label, by_meaning.reason, by_meaning.words) == ("A03", "Both cost too much.", ())
    assert by_meaning.link_id is not None
    assert [other.label for other in page.ties.falls] == ["A02", "A03"]
    assert page.linkable == ()
    assert [version.cause for version in page.versions] == [VersionCause.FILED]


def test_only_what_comes_later_in_the_published_order_would_fall(assembly: Assembly) -> None:
    first, second = admitted(assembly, "once", "twice"), admitted(assembly, "once a year", "yearly")
    items = current_list(db.session(), assembly.theme_id).items
    publish_list(assembly.chair, assembly.theme_id, items)
    earlier, later = (one for item in items for one in item.amendment_ids)

    def felled(amendment_id: UUID) -> list[UUID]:
        return [other.id for other in amendment_page(assembly.chair, amendment_id).ties.falls]

    assert {earlier, later} == {first, second}
    assert (felled(earlier), felled(later)) == ([later], [])
    state(later, AmendmentState.IN_VOTE)
    assert felled(later) == [earlier], "it was put forward"


def test_the_form_for_parts_proposes_what_the_words_suggest(assembly: Assembly) -> None:
    twofold = changed(changed(ENGLISH, "once", "twice"), "2 am", "3 am")
    amendment_id = file_amendment(assembly.delegate, assembly.theme_id, proposal(assembly, twofold))
    judge_amendment(assembly.chair, amendment_id, is_admissible=True)

    page = split_page(assembly.chair, amendment_id)
    more = split_page(assembly.chair, amendment_id, 3)

    assert [part.title for part in page.parts] == ["", ""]
    assert [wording.key for wording in page.wordings] == ["1", "2"]
    assert all(wording.is_known for wording in page.wordings)
    assert len(more.wordings) == 6
    assert not any(wording.is_known for wording in more.wordings)
    with pytest.raises(NotPermitted):
        split_page(assembly.delegate, amendment_id)
    split_amendment(assembly.chair, amendment_id, ["Rhythm", "Buses"], {})
    shown = amendment_page(assembly.observer, amendment_id)
    assert [part.title for part in shown.parts] == ["Rhythm", "Buses"]
    assert [one.parts for one in shown.combinations] == [(1,), (2,)]
    assert [part.title for part in split_page(assembly.chair, amendment_id).parts] == ["Rhythm", "Buses"]
