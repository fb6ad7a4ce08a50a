"""Exact figures as text: "2.5", "53 1/3"; never a rounded one."""

from fractions import Fraction


def is_decimal(value: Fraction) -> bool:
    """Whether the value has a finite decimal form."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1


def exact_text(value: Fraction) -> str:
    """The exact decimal ("2.5"), or the fraction in lowest terms ("160/3"); ``Fraction`` reads both back."""
    if not is_decimal(value):
        return str(value)
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    digits = str(abs(int(value * 10**places))).rjust(places + 1, "0")
    whole, decimals = (digits[:-places], digits[-places:]) if places else (digits, "")
    return f"{'-' if value < 0 else ''}{whole}{'.' + decimals if places else ''}"


def spoken(value: Fraction, *, decimal_sign: str = ".") -> str:
    """The figure as read aloud: a decimal where it is exact, else whole and fraction ("53 1/3")."""
    if is_decimal(value):
        return exact_text(value).replace(".", decimal_sign)
    whole, rest = divmod(value.numerator, value.denominator)
    fraction = f"{rest}/{value.denominator}"
    return f"{whole} {fraction}" if whole else fraction
