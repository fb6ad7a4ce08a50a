"""Papers are filled from what the assembly did: texts, amendments with their votes, the record, the roll."""

import pytest

from exports.lint import findings
from exports.word import write_redline
from recommendations.services.manifesto.adopting import compose_manifesto
from recommendations.services.papers.amendment_lists import amendment_list
from recommendations.services.papers.minutes import minutes
from recommendations.services.papers.redlines import redline
from recommendations.services.papers.rolls import roll
from recommendations.services.papers.working_papers import working_paper
from recommendations.services.texts.revisions import tabled_revision
from recommendations.storage.database import db
from recommendations.storage.editions import Edition, Theme
from recommendations.storage.manifestos import ManifestoRow, manifestos_of
from recommendations.storage.people import Member
from tests.edge_cases.stage import Stage, admitted, decide, decide_unit, file, make_stage
from tests.services.saying import Plain

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def stage() -> Stage:
    return make_stage()


def theme_of(stage: Stage) -> Theme:
    db.session.remove()
    return db.session.get_one(Theme, stage.theme_id)


def composed(stage: Stage) -> ManifestoRow:
    decide_unit(stage)
    compose_manifesto(stage.secretariat)
    db.session.remove()
    return manifestos_of(db.session(), stage.edition_id)[0]


def test_a_working_paper_has_the_numbers_and_lines_of_the_screen(stage: Stage) -> None:
    theme = theme_of(stage)
    revision = tabled_revision(db.session(), theme.id)
    assert revision is not None

    paper = working_paper(db.session(), theme, revision)

    assert (paper.theme, paper.revision, paper.sha256) == (theme.code, 1, revision.sha256)
    assert paper.languages == ("en", "fr")
    assert paper.text("en")[1] == revision.units["en"]
    assert dict(paper.addressees)["local"] == (("en", "Cities"), ("fr", "Villes"))


def test_an_amendment_list_follows_the_text_and_tells_each_change(stage: Stage) -> None:
    admitted(stage, "70%", "80%", uid="r2")
    admitted(stage, "four years", "six years", by=1, reason="It takes longer.")
    file(stage, "once a year", "twice a year", by=2)
    theme = theme_of(stage)
    revision = tabled_revision(db.session(), theme.id)
    assert revision is not None

    listed = amendment_list(db.session(), theme, revision)

    assert [sheet.label for sheet in listed.sheets] == ["A02", "A03", "A01"]
    sheet = listed.sheets[0]
    assert sheet.authors == (member_of(stage, 1),)
    assert sheet.reason == "It takes longer."
    assert sheet.base == revision.unit_texts("r1")["en"]
    assert sheet.amended is not None
    assert "six years" in sheet.amended.paragraphs[0].plain
    assert [statement.new for statement in sheet.instructions] == ["six years"]


def member_of(stage: Stage, place: int) -> str:
    member_id = stage.delegates[place].member_id
    assert member_id is not None
    return db.session.get_one(Member, member_id).name


def test_a_redline_names_the_member_and_the_vote_behind_each_change(stage: Stage) -> None:
    decide(stage, admitted(stage, "four years", "six years", by=1), adopted=True)
    decide(stage, admitted(stage, "once a year", "twice a year"), adopted=False)
    row = composed(stage)

    value = redline(db.session(), row, Plain())

    (one,) = value.contributions
    assert (one.by.author, one.by.amendment) == (member_of(stage, 1), "A01")
    assert one.by.vote == ((("en", "en:4"), ("fr", "fr:4")),)
    assert [unit.texts[0][1].uid for unit in value.base.chapters[0].units if unit.number] == ["r1"]
    tabled = next(unit.text("en") for unit in value.base.chapters[0].units if unit.number)
    assert tabled is not None
    assert "four years" in tabled.paragraphs[0].plain
    for language in ("en", "fr"):
        assert findings(write_redline(value, language)) == ()


def test_minutes_tell_every_act_and_who_voted_how(stage: Stage) -> None:
    decide(stage, admitted(stage, "four years", "six years", by=1), adopted=True)
    db.session.remove()

    told = minutes(db.session(), db.session.get_one(Edition, stage.edition_id), Plain())

    assert dict(told.lines[0].sentence) == {"en": "en:amendment-filed", "fr": "fr:amendment-filed"}
    assert told.lines[-1].actor == stage.chair.name
    (vote,) = told.votes
    assert vote.yes == tuple(member_of(stage, place) for place in range(4))
    assert vote.no == (member_of(stage, 4),)
    assert vote.vote.adopted


def test_a_roll_names_who_came_and_who_still_has_to_sign(stage: Stage) -> None:
    row = composed(stage)

    value = roll(db.session(), row, Plain())

    assert len(value.participants) == len(stage.delegates)
    assert value.participants[0].function == (("en", "en:delegate"), ("fr", "fr:delegate"))
    assert value.signatories == ((stage.president.name, (("en", "en:president"), ("fr", "fr:president"))),)
    assert value.signatures == ()
