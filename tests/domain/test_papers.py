from recommendations.domain.papers import Attribution, Contribution, WorkingPaper
from recommendations.domain.text import Unit, UnitKind

BY = Attribution("Porto Claro", "2030-03-21", "Amendment 4")
UNIT = Unit("r1", UnitKind.RECOMMENDATION, ())


def test_a_contribution_belongs_to_the_unit_that_it_changes_puts_in_or_strikes_out() -> None:
    assert Contribution("en", UNIT, UNIT, BY).uid == "r1"
    assert Contribution("en", None, UNIT, BY).uid == "r1"
    assert Contribution("en", UNIT, None, BY).uid == "r1"
    assert Contribution("en", None, None, BY).uid == ""


def test_a_paper_is_read_in_the_wanted_language_or_in_the_authoritative_one() -> None:
    paper = WorkingPaper((), "T1", 1, (), 2, "0" * 64, "2030-03-21", (("fr", ()), ("en", ())))

    assert paper.languages == ("fr", "en")
    assert paper.text("en")[0] == "en"
    assert paper.text("de")[0] == "fr"
