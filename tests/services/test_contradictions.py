from uuid import UUID, uuid4

import pytest

from recommendations.domain.contradictions import AlreadyFlagged, ContradictionDecided, SameUnit
from recommendations.domain.people import Role
from recommendations.domain.polls import Choice, ReasonMissing
from recommendations.domain.refusals import NotFound, NotPermitted
from recommendations.services.facts import CorrectionsChanged, told
from recommendations.services.manifesto.contradiction_pages import contradictions_page
from recommendations.services.manifesto.contradictions import drop_contradiction, flag_contradiction
from recommendations.services.texts.revisions import store_revision
from recommendations.services.voting.acts import cast_ballot, close_poll, open_poll, prepare_poll
from recommendations.services.voting.desk import read_desk
from recommendations.services.voting.pages import read_poll
from recommendations.services.voting.targets import on_contradiction
from recommendations.storage.database import transaction
from recommendations.storage.editions import Edition
from tests.chains import Assembly, adopt_units, hold_poll, in_both, kinds_of, make_assembly
from tests.factories import make_actor, make_theme

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def assembly() -> Assembly:
    return make_assembly()


def flagged(assembly: Assembly) -> UUID:
    one, other = assembly.theme_ids
    return flag_contradiction(assembly.secretariat, (one, "r2a"), (other, "r7a"), "Light, or save.")


def test_two_recommendations_are_flagged_for_all_to_see(assembly: Assembly) -> None:
    heard: list[object] = []
    with told.connected_to(heard.append):
        flagged(assembly)

    (view,) = contradictions_page(assembly.delegates[0]).contradictions
    assert (view.one.number, view.other.number, view.reason) == ("2.1", "7.1", "Light, or save.")
    assert (view.may_drop, view.may_prepare, view.poll_id, view.kept) == (False, False, None, "")
    assert heard == [CorrectionsChanged(assembly.edition_id)]
    assert kinds_of(assembly.edition_id)[-1] == "contradiction-flagged"


def test_a_flag_is_taken_away_while_nobody_votes_on_it(assembly: Assembly) -> None:
    contradiction_id = flagged(assembly)
    assert contradictions_page(assembly.chair).contradictions[0].may_drop

    drop_contradiction(assembly.chair, contradiction_id)

    assert contradictions_page(assembly.chair).contradictions == ()
    with pytest.raises(NotFound):
        drop_contradiction(assembly.chair, contradiction_id)


def test_the_chair_prepares_the_choice_once_both_are_adopted(assembly: Assembly) -> None:
    contradiction_id = flagged(assembly)
    assert not contradictions_page(assembly.chair).contradictions[0].may_prepare
    adopt_units(assembly, 0, "r2a")
    adopt_units(assembly, 1, "r7a")
    assert contradictions_page(assembly.chair).contradictions[0].may_prepare

    poll_id = prepare_poll(on_contradiction(contradiction_id), assembly.chair)

    (view,) = contradictions_page(assembly.chair).contradictions
    assert (view.poll_id, view.may_prepare, view.may_drop) == (poll_id, False, False)
    with pytest.raises(ContradictionDecided):
        drop_contradiction(assembly.chair, contradiction_id)


def waiting_choices(assembly: Assembly) -> list[UUID | None]:
    """What the desk offers to put to the vote beside the themes and the manifesto."""
    targets = [one.target for group in read_desk(assembly.chair).groups for one in group.candidates]
    return [target.contradiction_id for target in targets if target.contradiction_id is not None]


def both_adopted(assembly: Assembly) -> UUID:
    adopt_units(assembly, 0, "r2a")
    adopt_units(assembly, 1, "r7a")
    return flagged(assembly)


def test_the_desk_offers_the_choice_until_the_assembly_has_made_it(assembly: Assembly) -> None:
    contradiction_id = flagged(assembly)
    assert waiting_choices(assembly) == []
    adopt_units(assembly, 0, "r2a")
    adopt_units(assembly, 1, "r7a")
    assert waiting_choices(assembly) == [contradiction_id]

    poll_id = hold_poll(assembly, on_contradiction(contradiction_id), [Choice.AGAINST, Choice.AGAINST, Choice.FOR])

    assert waiting_choices(assembly) == []
    line = read_poll(poll_id, assembly.delegates[0]).line
    assert (line.is_adopted, line.stands) == (None, {"en": "Title r7a [en]", "fr": "Title r7a [fr]"})
    assert contradictions_page(assembly.chair).contradictions[0].kept == "other"


def test_a_choice_that_ended_in_a_tie_can_be_put_again(assembly: Assembly) -> None:
    contradiction_id = both_adopted(assembly)

    poll_id = hold_poll(assembly, on_contradiction(contradiction_id), [Choice.FOR, Choice.AGAINST, Choice.ABSTAIN])

    assert read_poll(poll_id, assembly.delegates[0]).line.stands == {}
    assert contradictions_page(assembly.chair).contradictions[0].may_prepare
    assert waiting_choices(assembly) == [contradiction_id]


def test_the_chair_knows_what_was_chosen_before_everybody(assembly: Assembly) -> None:
    poll_id = prepare_poll(on_contradiction(both_adopted(assembly)), assembly.chair)
    open_poll(poll_id, assembly.chair)
    cast_ballot(poll_id, assembly.delegates[0], Choice.FOR, key="one")
    close_poll(poll_id, assembly.chair)

    (poll,) = read_desk(assembly.chair).polls

    assert (poll.stands or {})["en"] == "Title r2a [en]"
    assert read_poll(poll_id, assembly.delegates[0]).line.stands is None


def test_a_contradiction_is_between_two_recommendations_and_has_a_reason(assembly: Assembly) -> None:
    one, other = assembly.theme_ids
    flagged(assembly)

    with pytest.raises(SameUnit):
        flag_contradiction(assembly.chair, (one, "r2a"), (one, "r2a"), "Itself.")
    with pytest.raises(AlreadyFlagged):
        flag_contradiction(assembly.chair, (other, "r7a"), (one, "r2a"), "The other way round.")
    with pytest.raises(ReasonMissing):
        flag_contradiction(assembly.chair, (one, "r2b"), (other, "r7a"), " ")
    for place in ((one, "r9"), (one, "x2"), (uuid4(), "r2a")):
        with pytest.raises(NotFound):
            flag_contradiction(assembly.chair, place, (other, "r7a"), "Wrong.")


def test_the_rapporteur_of_one_of_the_themes_may_flag_it(assembly: Assembly) -> None:
    one, other = assembly.theme_ids
    with transaction() as session:
        edition = session.get_one(Edition, assembly.edition_id)
        rapporteur = make_actor(session, edition, Role.RAPPORTEUR, theme_id=other)
        third = make_theme(session, edition, number=9)
        stranger = make_actor(session, edition, Role.RAPPORTEUR, theme_id=third.id)

    flag_contradiction(rapporteur, (one, "r2a"), (other, "r7a"), "Light, or save.")

    assert contradictions_page(rapporteur).choices != ()
    assert contradictions_page(assembly.delegates[0]).choices == ()
    with pytest.raises(NotPermitted):
        flag_contradiction(stranger, (one, "r2a"), (other, "r7b"), "Not mine.")


def test_what_is_no_longer_there_contradicts_nothing(assembly: Assembly) -> None:
    flagged(assembly)
    with transaction() as session:
        store_revision(session, assembly.theme_ids[0], in_both())

    assert contradictions_page(assembly.chair).contradictions == ()
