"""What happens at the same moment happens one after the other."""

from functools import partial

import pytest
from flask import Flask

from recommendations.domain.amendments import AmendmentState
from recommendations.domain.filing import NotWithdrawn
from recommendations.services.amendments.pages import amendment_list
from recommendations.services.filing.amending import file_amendment
from recommendations.services.filing.moving import take_over_amendment, withdraw_amendment
from recommendations.services.filing.supporting import support_amendment
from recommendations.storage.database import db
from tests.chains import kinds_of
from tests.services.assembly import ENGLISH, changed, filed, joined_by, make_assembly, proposal, row_of
from tests.threads import in_threads

pytestmark = pytest.mark.usefixtures("context")


def test_amendments_filed_at_the_same_moment_have_different_numbers(context: Flask) -> None:
    assembly = make_assembly()
    wishes = [proposal(assembly, changed(ENGLISH, "2 am", f"{hour} am")) for hour in (3, 4, 5, 6)]

    results = in_threads(
        context, [partial(file_amendment, assembly.delegate, assembly.theme_id, wish) for wish in wishes]
    )

    assert len(set(results)) == 4
    assert [line.label for line in amendment_list(assembly.chair).lines] == ["A01", "A02", "A03", "A04"]


def test_the_same_form_sent_twice_at_once_files_one_amendment(context: Flask) -> None:
    assembly = make_assembly()
    wish = proposal(assembly, changed(ENGLISH, "2 am", "4 am"))

    results = in_threads(context, [partial(file_amendment, assembly.delegate, assembly.theme_id, wish)] * 3)

    assert len(set(results)) == 1
    assert len(amendment_list(assembly.chair).lines) == 1


def test_two_supporters_at_the_same_moment_reach_the_threshold_once(context: Flask) -> None:
    assembly = make_assembly(rules={"supporters_required": 2})
    amendment_id = filed(assembly, "once", "twice")
    actors = [joined_by(assembly) for _ in range(3)]

    in_threads(context, [partial(support_amendment, actor, amendment_id) for actor in actors])

    assert row_of(amendment_id).state is AmendmentState.TABLED
    kinds = kinds_of(assembly.edition_id)
    assert (kinds.count("amendment-supported"), kinds.count("amendment-tabled")) == (3, 1)


def test_one_of_two_who_take_over_at_the_same_moment_is_the_proposer(context: Flask) -> None:
    assembly = make_assembly()
    amendment_id = filed(assembly, "once", "twice")
    withdraw_amendment(assembly.delegate, amendment_id)
    actors = [assembly.other_delegate, joined_by(assembly)]
    db.session.remove()

    results = in_threads(context, [partial(take_over_amendment, actor, amendment_id) for actor in actors])

    assert [type(result) for result in results if result is not None] == [NotWithdrawn]
    assert row_of(amendment_id).person_id in {actor.person_id for actor in actors}
