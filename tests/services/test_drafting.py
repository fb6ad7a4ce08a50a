"""Live texts: seeding, reading, and keeping the languages of a theme in line."""

from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from flask import Flask

from recommendations.domain.drafting import DraftingClosed
from recommendations.domain.people import Actor, Role
from recommendations.domain.refusals import NotFound, NotPermitted
from recommendations.domain.text import Paragraph, Span, Unit, UnitKind
from recommendations.services.drafting import align_theme, complete_version, read_units, seed_text
from recommendations.services.facts import TextWritten, told
from recommendations.storage.database import db, transaction
from recommendations.storage.editions import Edition
from recommendations.storage.texts import Text
from tests.factories import make_actor, make_edition, make_theme


def make_unit(uid: str, words: str = "Words.") -> Unit:
    paragraphs = (Paragraph(f"{uid}-a", (Span(words),)), Paragraph(f"{uid}-b", (Span("More."),)))
    return Unit(uid, UnitKind.RECOMMENDATION, paragraphs, f"Title of {uid}", ("eu",))


PASSAGE = Unit("u", UnitKind.PASSAGE, (Paragraph("u", (Span("Analysis."),)),))


@dataclass
class Desk:
    """A theme in two languages, the second of which lacks one recommendation."""

    theme_id: UUID
    english: UUID
    french: UUID
    rapporteur: Actor
    observer: Actor
    guest: Actor


@pytest.fixture
def desk(context: Flask) -> Desk:  # noqa: ARG001 - the context is what it needs
    """The desk of a theme's rapporteur."""
    with transaction() as session:
        edition = make_edition(session)
        theme = make_theme(session, edition)
        english = seed_text(session, theme.id, "en", (PASSAGE, make_unit("r1"), make_unit("r2")))
        french = seed_text(session, theme.id, "fr", (make_unit("r1", "Mots."),))
        return Desk(
            theme.id,
            english,
            french,
            make_actor(session, edition, Role.RAPPORTEUR, theme_id=theme.id),
            make_actor(session, edition, Role.OBSERVER),
            make_actor(session, make_edition(session), Role.SECRETARIAT),
        )


def units(text_id: UUID) -> tuple[Unit, ...]:
    db.session.remove()
    return read_units(db.session(), text_id)


def test_a_seeded_text_reads_as_it_was_written(desk: Desk) -> None:
    assert units(desk.english) == (PASSAGE, make_unit("r1"), make_unit("r2"))


def test_a_text_can_be_seeded_closed(desk: Desk) -> None:
    with transaction() as session:
        text_id = seed_text(session, desk.theme_id, "de", (), is_open=False)

    assert db.session.get_one(Text, text_id).drafting is False
    assert units(text_id) == ()


def test_each_language_is_told_which_recommendations_it_lacks(desk: Desk) -> None:
    alignment = align_theme(desk.theme_id, desk.observer)

    assert dict(alignment.missing) == {"en": (), "fr": ("r2",)}
    assert not alignment.is_complete


def test_a_missing_recommendation_is_added_without_words_under_its_uid(desk: Desk) -> None:
    completed = complete_version(desk.theme_id, "fr", desk.rapporteur)

    assert completed.added == ("r2",)
    added = units(desk.french)[1]
    assert added == Unit("r2", UnitKind.RECOMMENDATION, (Paragraph("r2-a", ()), Paragraph("r2-b", ())), "", ("eu",))
    assert align_theme(desk.theme_id, desk.observer).is_complete


def test_completing_twice_adds_nothing_more(desk: Desk) -> None:
    complete_version(desk.theme_id, "fr", desk.rapporteur)

    assert complete_version(desk.theme_id, "fr", desk.rapporteur).added == ()
    assert len(units(desk.french)) == 2


def test_what_was_added_is_told_after_the_commit(desk: Desk) -> None:
    heard: list[tuple[object, int]] = []

    def hear(fact: object) -> None:
        heard.append((fact, len(units(desk.french))))

    with told.connected_to(hear):
        complete_version(desk.theme_id, "fr", desk.rapporteur)
        complete_version(desk.theme_id, "fr", desk.rapporteur)

    ((fact, count),) = heard
    assert isinstance(fact, TextWritten)
    assert (fact.text_id, count) == (desk.french, 2)


def test_a_recommendation_that_only_the_second_language_has_is_added_to_the_first(desk: Desk) -> None:
    with transaction() as session:
        edition = session.get_one(Edition, desk.rapporteur.edition_id)
        theme = make_theme(session, edition, number=2)
        secretary = make_actor(session, edition, Role.SECRETARIAT)
        seed_text(session, theme.id, "en", ())
        seed_text(session, theme.id, "fr", (make_unit("r9"),))

    assert complete_version(theme.id, "en", secretary).added == ("r9",)


def test_nothing_is_added_once_drafting_is_closed(desk: Desk) -> None:
    with transaction() as session:
        session.get_one(Text, desk.french).drafting = False

    with pytest.raises(DraftingClosed):
        complete_version(desk.theme_id, "fr", desk.rapporteur)


def test_an_observer_completes_nothing(desk: Desk) -> None:
    with pytest.raises(NotPermitted):
        complete_version(desk.theme_id, "fr", desk.observer)


@pytest.mark.parametrize("language", ["de", ""])
def test_a_language_without_text_is_not_found(desk: Desk, language: str) -> None:
    with pytest.raises(NotFound):
        complete_version(desk.theme_id, language, desk.rapporteur)


def test_the_theme_of_another_edition_is_not_found(desk: Desk) -> None:
    with pytest.raises(NotFound):
        align_theme(desk.theme_id, desk.guest)
    with pytest.raises(NotFound):
        complete_version(uuid4(), "fr", desk.rapporteur)
