"""What was typed is kept for its writer alone until it is filed."""

from uuid import uuid4

import pytest

from recommendations.domain.amendments import TextTooLong
from recommendations.domain.refusals import NotFound
from recommendations.services.filing.amending import file_amendment
from recommendations.services.filing.kept_forms import (
    LONGEST_FORM,
    MOST_FORMS,
    FormToKeep,
    drop_form,
    keep_form,
    kept_form,
    kept_forms,
)
from tests.services.assembly import ENGLISH, Assembly, changed, make_assembly, proposal

pytestmark = pytest.mark.usefixtures("context")


def form(assembly: Assembly, key: str = "k1", subject: str = "Rhythm", *fields: tuple[str, str]) -> FormToKeep:
    typed = fields or (("addressees", "eu"), ("addressees", "local"), ("en:title", "Quiet"))
    return FormToKeep(assembly.theme_id, key, "/themes/x/units/r1/amend", subject, typed)


def test_a_form_is_kept_with_every_field_in_its_order() -> None:
    assembly = make_assembly()

    keep_form(assembly.delegate, form(assembly))

    (kept,) = kept_forms(assembly.delegate)
    assert (kept.theme_id, kept.key, kept.path, kept.subject) == (
        assembly.theme_id,
        "k1",
        "/themes/x/units/r1/amend",
        "Rhythm",
    )
    assert kept.fields == (("addressees", "eu"), ("addressees", "local"), ("en:title", "Quiet"))
    assert kept_form(assembly.delegate, "k1") == kept
    assert kept_form(assembly.delegate, "k2") is None


def test_the_same_form_kept_again_is_one_form() -> None:
    assembly = make_assembly()
    keep_form(assembly.delegate, form(assembly))

    keep_form(assembly.delegate, form(assembly, "k1", "s" * 300, ("reason", "Because.")))

    (kept,) = kept_forms(assembly.delegate)
    assert (kept.subject, kept.fields) == ("s" * 200, (("reason", "Because."),))


def test_nobody_reads_or_drops_the_form_of_another() -> None:
    assembly = make_assembly()
    keep_form(assembly.delegate, form(assembly))

    drop_form(assembly.other_delegate, "k1")

    assert kept_forms(assembly.other_delegate) == ()
    assert kept_form(assembly.other_delegate, "k1") is None
    assert len(kept_forms(assembly.delegate)) == 1


def test_fifty_forms_are_kept_the_newest_first() -> None:
    assembly = make_assembly()
    for number in range(MOST_FORMS + 1):
        keep_form(assembly.delegate, form(assembly, f"k{number}"))

    kept = kept_forms(assembly.delegate)

    assert [one.key for one in kept] == [f"k{number}" for number in range(MOST_FORMS, 0, -1)]


def test_an_endless_form_is_refused() -> None:
    assembly = make_assembly()

    with pytest.raises(TextTooLong):
        keep_form(assembly.delegate, form(assembly, "k1", "Rhythm", ("en:new", "x" * LONGEST_FORM)))
    assert kept_forms(assembly.delegate) == ()


def test_a_form_belongs_to_a_theme_of_the_edition() -> None:
    assembly, foreign = make_assembly(), make_assembly()

    with pytest.raises(NotFound):
        keep_form(assembly.delegate, form(foreign))


def test_a_form_is_gone_when_it_is_dropped_or_filed() -> None:
    assembly = make_assembly()
    wish = proposal(assembly, changed(ENGLISH, "once", "twice"), key=uuid4().hex)
    keep_form(assembly.delegate, form(assembly, wish.key))
    keep_form(assembly.delegate, form(assembly, "k2"))

    file_amendment(assembly.delegate, assembly.theme_id, wish)
    drop_form(assembly.delegate, "k2")
    drop_form(assembly.delegate, "k2")

    assert kept_forms(assembly.delegate) == ()
