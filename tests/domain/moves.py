"""A base with sentences that can be moved, and what becomes of it."""

from functools import partial

from recommendations.domain.hunks import UnitChange, change_between
from recommendations.domain.incorporation import NumberedChange, incorporate
from recommendations.domain.text import Unit
from tests.domain.units import plain_unit

unit = partial(plain_unit, title="Crises", addressees=())
MEET = "After each crisis, cities should meet and speak."
HELP = "Volunteers should take part in it."
PAY = "Regions should pay for whatever it costs them."
BASE = unit(f"{MEET} {HELP} {PAY}", "Trains should run.")
TO_FRONT = unit(f"{HELP} {MEET} {PAY}", "Trains should run.")
TO_END = unit(f"{MEET} {PAY} {HELP}", "Trains should run.")
EDITED = unit(f"{MEET} Volunteers and neighbours should take part in it. {PAY}", "Trains should run.")


def change(amended: Unit, base: Unit = BASE) -> UnitChange:
    return change_between(base, amended)


def joined(*amended: Unit, base: Unit = BASE) -> list[str]:
    changes = [NumberedChange(number, {"en": change(one, base)}) for number, one in enumerate(amended, 1)]
    assert incorporate(base, "en", changes[::-1]) == incorporate(base, "en", changes)
    return texts_of(incorporate(base, "en", changes))


def texts_of(amended: Unit) -> list[str]:
    return [paragraph.plain for paragraph in amended.paragraphs]
