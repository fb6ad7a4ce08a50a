"""Drafts from outside: nothing is written over what stands, and nobody writes where they may not."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from recommendations.domain.importing import NothingToImport, Reading, UploadForgotten
from recommendations.domain.intake import FileNotWord, NamedFile
from recommendations.domain.people import Role
from recommendations.domain.refusals import NotFound, NotPermitted
from recommendations.domain.text import UnitKind
from recommendations.services.texts.draft_uploads import KEPT, MOST_WAITING, forget, read_again, take_in
from recommendations.services.texts.drafting import seed_text
from recommendations.services.texts.freezing import freeze, set_drafting
from recommendations.services.texts.import_pages import import_desk, import_preview
from recommendations.services.texts.importing import Placement, confirm
from recommendations.storage.database import db, now, transaction
from recommendations.storage.deliveries import DraftUpload
from recommendations.storage.editions import Edition
from tests.drafts_from_outside import RUES, STREETS, heading, text, written
from tests.factories import make_actor, make_theme, make_unit
from tests.services.imported import SQUARE, STREET, House, codes, filled, make_house, preview, said, sent, themes

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def house(context: object) -> House:  # noqa: ARG001 - the database has to be there
    return make_house()


def _seed(house: House) -> None:
    with transaction() as session:
        other = make_theme(session, session.get_one(Edition, house.edition_id), number=9)
        seed_text(session, other.id, "en", (make_unit("r1", "Words."),))


def _number_nine(house: House) -> UUID:
    return next(theme.id for theme in themes(house) if theme.number == 9)


def test_nothing_is_written_over_words(house: House) -> None:
    _seed(house)
    upload_id = sent(house)
    theme_id = _number_nine(house)

    done = filled(house, upload_id, Placement(STREET, theme_id), Placement(SQUARE, None, 1, "S", "Squares"))

    assert codes(done) == {STREET: "theme-has-text"}
    assert said(theme_id) == [(UnitKind.RECOMMENDATION, "Title r1", ["Words."])]
    assert len(themes(house)) == 2
    assert preview(house, upload_id).draft is not None


def test_a_frozen_theme_takes_no_text(house: House) -> None:
    _seed(house)
    freeze(_number_nine(house), house.secretariat)

    done = filled(house, sent(house, RUES, "fr"), Placement(0, _number_nine(house)))

    assert codes(done) == {0: "theme-frozen-already"}


def test_a_closed_theme_takes_no_text(house: House) -> None:
    set_drafting(house.theme_id, house.rapporteur, is_open=False)

    assert codes(filled(house, sent(house), Placement(STREET, house.theme_id))) == {STREET: "theme-closed"}


@pytest.mark.parametrize(
    ("placements", "refused"),
    [
        pytest.param([Placement(STREET, None, 5, "S", "Streets")], {STREET: "theme-number-taken"}, id="number"),
        pytest.param([Placement(STREET, None, 1, "t05", "Streets")], {STREET: "theme-code-taken"}, id="code"),
        pytest.param([Placement(STREET, None, 1, "S", "")], {STREET: "theme-unnamed"}, id="no title"),
        pytest.param([Placement(STREET, None, None, "S", "Streets")], {STREET: "theme-unnamed"}, id="no number"),
        pytest.param([Placement(STREET, None, 1, "S", "x" * 201)], {STREET: "theme-unnamed"}, id="long title"),
        pytest.param(
            [Placement(STREET, None, 1, "S", "Streets"), Placement(SQUARE, None, 2, "s", "Squares")],
            {SQUARE: "theme-chosen-twice"},
            id="twice",
        ),
    ],
)
def test_what_a_new_theme_lacks_is_said(house: House, placements: Sequence[Placement], refused: dict[int, str]) -> None:
    assert codes(filled(house, sent(house), *placements)) == refused
    assert len(themes(house)) == 1


def test_one_theme_is_not_filled_with_two_parts(house: House) -> None:
    done = filled(house, sent(house), Placement(STREET, house.theme_id), Placement(SQUARE, house.theme_id))

    assert codes(done) == {SQUARE: "theme-chosen-twice"}
    assert said(house.theme_id) == []


def test_a_part_that_is_longer_than_any_text_is_refused(house: House) -> None:
    content = written(heading("Streets"), *(text(f"Sentence {number}.") for number in range(601)))

    assert codes(filled(house, sent(house, content), Placement(0, house.theme_id))) == {0: "draft-too-long"}


def test_nothing_chosen_is_told(house: House) -> None:
    with pytest.raises(NothingToImport):
        filled(house, sent(house))


def test_parts_and_themes_that_do_not_exist_are_not_found(house: House) -> None:
    upload_id = sent(house)

    for placement in (Placement(17, house.theme_id), Placement(STREET, uuid4())):
        with pytest.raises(NotFound):
            filled(house, upload_id, placement)


def test_a_rapporteur_fills_their_own_theme_only(house: House) -> None:
    rapporteur = house.rapporteur
    upload_id = take_in(rapporteur, house.theme_id, "en", NamedFile("draft.docx", STREETS))
    page = import_preview(rapporteur, upload_id)
    db.session.remove()

    with pytest.raises(NotPermitted):
        take_in(rapporteur, None, "en", NamedFile("draft.docx", STREETS))
    _seed(house)
    for elsewhere in (Placement(STREET, None, 1, "S", "Streets"), Placement(STREET, _number_nine(house))):
        with pytest.raises(NotFound):
            confirm(rapporteur, upload_id, [elsewhere])
    confirm(rapporteur, upload_id, [Placement(STREET, house.theme_id)])

    assert [part.offer.theme_id for part in page.parts] == [None, None, house.theme_id, None, None]
    assert len(said(house.theme_id)) == 3


def test_a_file_is_its_senders_alone(house: House) -> None:
    upload_id = sent(house)
    with transaction() as session:
        other = make_actor(session, session.get_one(Edition, house.edition_id), Role.SECRETARIAT)

    for act in (import_preview, forget):
        with pytest.raises(NotFound):
            act(other, upload_id)
    with pytest.raises(NotFound):
        confirm(other, upload_id, [Placement(STREET, house.theme_id)])


def test_what_is_no_word_file_is_not_kept(house: House) -> None:
    with pytest.raises(FileNotWord):
        sent(house, b"%PDF-1.7")
    with pytest.raises(NotFound):
        sent(house, language="xx")

    assert import_desk(house.secretariat, None).waiting == ()


def test_a_forgotten_file_is_gone(house: House) -> None:
    upload_id = sent(house)

    forget(house.secretariat, upload_id)

    with pytest.raises(NotFound):
        preview(house, upload_id)


def test_what_is_confirmed_is_neither_forgotten_nor_read_again(house: House) -> None:
    upload_id = sent(house)
    filled(house, upload_id, Placement(STREET, house.theme_id))

    forget(house.secretariat, upload_id)

    with pytest.raises(UploadForgotten):
        read_again(house.secretariat, upload_id, "en", Reading())
    assert len(preview(house, upload_id).made) == 1


def test_files_that_nobody_confirms_are_not_kept_for_ever(house: House) -> None:
    old = sent(house)
    with transaction() as session:
        session.get_one(DraftUpload, old).at = now() - KEPT - timedelta(minutes=1)

    newest = [sent(house) for _ in range(MOST_WAITING + 1)]

    waiting = import_desk(house.secretariat, None).waiting
    assert [one.id for one in waiting] == list(reversed(newest[1:]))
    assert db.session.get(DraftUpload, old) is None


def test_a_theme_that_takes_no_text_says_why(house: House) -> None:
    assert import_desk(house.rapporteur, house.theme_id).refusal is None
    set_drafting(house.theme_id, house.rapporteur, is_open=False)

    refusal = import_desk(house.rapporteur, house.theme_id).refusal

    assert refusal is not None
    assert refusal.code == "theme-closed"
