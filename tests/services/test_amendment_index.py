"""The index: amendments chosen, found by words, sorted and counted."""

from uuid import UUID

import pytest
from flask import Flask

from recommendations.domain.amendments import AmendmentKind, AmendmentState, Procedure
from recommendations.domain.people import Actor, Role
from recommendations.services.amendments import index, search
from recommendations.services.amendments.index import Sort, Wanted, amendment_index
from recommendations.services.filing.amending import judge_amendment
from recommendations.storage.amendment_index import Chosen
from recommendations.storage.database import transaction
from recommendations.storage.editions import Edition
from tests.factories import make_actor
from tests.services.assembly import Assembly, filed, make_assembly

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def assembly(context: Flask) -> Assembly:
    assert context
    return make_assembly()


@pytest.fixture
def three(assembly: Assembly) -> tuple[UUID, UUID, UUID]:
    """Two rivals and one that stands alone."""
    return (
        filed(assembly, "once a year", "twice a year", title="Élever le rythme"),
        filed(assembly, "once", "thrice", title="Faster", reason="The tramway waits."),
        filed(assembly, "Night buses", "Night ferries", title="Boats"),
    )


def labels(actor: Actor, wanted: Wanted) -> list[str]:
    return [line.label for line in amendment_index(actor, wanted).lines]


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("words", "found"),
    [
        pytest.param("eleVER", ["A01"], id="a title without accents and capitals"),
        pytest.param("a02", ["A02"], id="a label"),
        pytest.param("TRAMWAY", ["A02"], id="a reason"),
        pytest.param("ferries", ["A03"], id="words put in"),
        pytest.param("buses", ["A03"], id="words taken out"),
        pytest.param("faster thrice", ["A02"], id="each word somewhere"),
        pytest.param("faster ferries", [], id="not all words"),
        pytest.param("nowhere", [], id="nothing"),
    ],
)
def test_amendments_are_found_by_their_words(assembly: Assembly, words: str, found: list[str]) -> None:
    assert labels(assembly.observer, Wanted(words=words)) == found
    assert labels(assembly.observer, Wanted(words=words)) == found, "and again from what is kept"


def test_what_is_kept_for_the_search_is_bounded(
    assembly: Assembly, three: tuple[UUID, UUID, UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(three) == 3
    monkeypatch.setattr(search, "_MOST_KEPT", 0)

    assert labels(assembly.observer, Wanted(words="ferries")) == ["A03"]
    assert labels(assembly.observer, Wanted(words="thrice")) == ["A02"]


def test_columns_choose(assembly: Assembly, three: tuple[UUID, UUID, UUID]) -> None:
    judge_amendment(assembly.chair, three[0], is_admissible=True)
    admissible = frozenset({AmendmentState.ADMISSIBLE})

    index = amendment_index(assembly.observer, Wanted(Chosen(assembly.theme_id, admissible)))

    assert [line.label for line in index.lines] == ["A01"]
    assert index.counts == {AmendmentState.ADMISSIBLE: 1, AmendmentState.TABLED: 2}
    assert index.members == ((assembly.delegate.member_id, index.lines[0].member),)
    assert labels(assembly.observer, Wanted(Chosen(kind=AmendmentKind.DELETE))) == []
    assert labels(assembly.observer, Wanted(Chosen(procedure=Procedure.ORAL))) == []
    assert len(labels(assembly.observer, Wanted(Chosen(member_id=assembly.delegate.member_id)))) == 3


@pytest.mark.usefixtures("three")
def test_conflicts_are_chosen(assembly: Assembly) -> None:
    assert labels(assembly.observer, Wanted(in_conflict=True)) == ["A01", "A02"]


def test_everybody_sees_what_waits_for_them(assembly: Assembly, three: tuple[UUID, UUID, UUID]) -> None:
    with transaction() as session:
        edition = session.get_one(Edition, assembly.edition_id)
        rapporteur = make_actor(session, edition, Role.RAPPORTEUR, theme_id=assembly.theme_id)
    judge_amendment(assembly.chair, three[0], is_admissible=True)

    assert labels(assembly.chair, Wanted(needs_me=True)) == ["A02", "A03"]
    assert labels(rapporteur, Wanted(needs_me=True)) == ["A01", "A02", "A03"]
    assert labels(assembly.delegate, Wanted(needs_me=True)) == []


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        pytest.param(Sort.NUMBER, ["A01", "A02", "A03"], id="by number"),
        pytest.param(Sort.NEWEST, ["A03", "A02", "A01"], id="newest first"),
        pytest.param(Sort.PROPOSER, ["A01", "A02", "A03"], id="by proposer"),
        pytest.param(Sort.STATE, ["A02", "A03", "A01"], id="by state"),
    ],
)
def test_the_index_is_sorted(
    assembly: Assembly, three: tuple[UUID, UUID, UUID], sort: Sort, expected: list[str]
) -> None:
    judge_amendment(assembly.chair, three[0], is_admissible=True)

    assert labels(assembly.observer, Wanted(sort=sort)) == expected


@pytest.mark.usefixtures("three")
def test_the_index_has_pages(assembly: Assembly, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "PAGE", 2)

    first, beyond = (amendment_index(assembly.observer, Wanted(page=page)) for page in (1, 9))

    assert [line.label for line in first.lines] == ["A01", "A02"]
    assert ([line.label for line in beyond.lines], beyond.page, beyond.pages, beyond.total) == (["A03"], 2, 2, 3)
