"""When a language version has followed what was adopted in another one."""

from dataclasses import replace
from datetime import UTC, datetime

from recommendations.domain.following import AdoptedChange, Remedy, stale_languages
from recommendations.domain.hunks import UnitChange, change_between
from recommendations.domain.incorporation import NumberedChange
from recommendations.domain.text import Unit
from tests.factories import make_unit

EARLY, LATE = datetime(2030, 5, 1, tzinfo=UTC), datetime(2030, 5, 2, tzinfo=UTC)
ENGLISH, FRENCH = ("Every two years.", "By night."), ("Tous les deux ans.", "La nuit.")
BASE = {"en": make_unit("r1", *ENGLISH, title="Nights"), "fr": make_unit("r1", *FRENCH, title="Nuits")}


def read(language: str, *paragraphs: str, title: str = "") -> Unit:
    return make_unit("r1", *paragraphs, title=title or BASE[language].title)


def changes(**units: Unit) -> dict[str, UnitChange]:
    return {language: change_between(BASE[language], unit) for language, unit in units.items()}


def adopted(at: datetime = EARLY, *, number: int = 1, **units: Unit) -> AdoptedChange:
    return AdoptedChange(NumberedChange(number, changes(**units)), at=at)


YEARLY, TOUS = read("en", "Every year.", ENGLISH[1]), read("fr", "Tous les ans.", FRENCH[1])


def test_a_version_is_stale_until_a_correction_or_a_language_amendment_changes_the_same_paragraph() -> None:
    change = adopted(en=YEARLY)
    amendment = AdoptedChange(NumberedChange(2, changes(fr=TOUS)), is_language_only=True, at=LATE)

    assert stale_languages(BASE, [change], {"en": YEARLY, "fr": BASE["fr"]}) == ("fr",)
    assert stale_languages(BASE, [change], {"en": YEARLY, "fr": TOUS}, [Remedy(changes(fr=TOUS), LATE)]) == ()
    assert stale_languages(BASE, [change, amendment], {"en": YEARLY, "fr": TOUS}) == ()


def test_a_correction_elsewhere_or_of_the_other_language_does_not_count() -> None:
    elsewhere, typo = read("fr", FRENCH[0], "De nuit."), read("en", "Each year.", ENGLISH[1])

    found = stale_languages(
        BASE, [adopted(en=YEARLY)], {"en": YEARLY, "fr": elsewhere}, [Remedy(changes(fr=elsewhere), LATE)]
    )

    assert found == ("fr",)
    remedy = Remedy(changes(en=typo), LATE)
    assert stale_languages(BASE, [adopted(en=YEARLY)], {"en": typo, "fr": BASE["fr"]}, [remedy]) == ("fr",)


def test_every_paragraph_that_was_touched_has_to_follow() -> None:
    both = adopted(en=read("en", "Every year.", "All night.", title="Nights out"))
    words = {"en": BASE["en"], "fr": TOUS}

    assert stale_languages(BASE, [both], words, [Remedy(changes(fr=TOUS), LATE)]) == ("fr",)
    all_of_it = read("fr", "Tous les ans.", "Toute la nuit.", title="Nuits dehors")
    words = {"en": BASE["en"], "fr": all_of_it}
    assert stale_languages(BASE, [both], words, [Remedy(changes(fr=all_of_it), LATE)]) == ()


def test_what_was_put_right_before_the_adoption_does_not_count() -> None:
    words = {"en": YEARLY, "fr": TOUS}

    assert stale_languages(BASE, [adopted(LATE, en=YEARLY)], words, [Remedy(changes(fr=TOUS), EARLY)]) == ("fr",)


def test_what_was_put_right_and_is_no_longer_there_does_not_count() -> None:
    words = {"en": YEARLY, "fr": BASE["fr"]}

    assert stale_languages(BASE, [adopted(en=YEARLY)], words, [Remedy(changes(fr=TOUS), LATE)]) == ("fr",)


def test_a_new_paragraph_is_followed_by_a_new_one_and_a_deleted_one_by_its_deletion() -> None:
    new, shorter = read("en", *ENGLISH, "And by day."), read("en", ENGLISH[0])
    longer, short = read("fr", *FRENCH, "Et le jour."), read("fr", FRENCH[0])

    for unit, follows in ((new, longer), (shorter, short)):
        assert stale_languages(BASE, [adopted(en=unit)], {"en": unit, "fr": TOUS}, [Remedy(changes(fr=TOUS), LATE)])
        words = {"en": unit, "fr": follows}
        assert stale_languages(BASE, [adopted(en=unit)], words, [Remedy(changes(fr=follows), LATE)]) == ()


def test_what_was_adopted_in_all_languages_leaves_none_behind_where_it_says_something() -> None:
    assert stale_languages(BASE, [adopted(en=YEARLY, fr=TOUS)], {"en": YEARLY, "fr": TOUS}) == ()
    assert stale_languages({}, [], BASE) == ()
    wider = read("en", "Every year.", "All night.")
    assert stale_languages(BASE, [adopted(en=wider, fr=TOUS)], {"en": wider, "fr": TOUS}) == ("fr",)


def test_other_addressees_leave_no_language_behind() -> None:
    change = changes(en=replace(BASE["en"], addressees=("eu",)))

    assert stale_languages(BASE, [AdoptedChange(NumberedChange(1, change))], BASE) == ()
