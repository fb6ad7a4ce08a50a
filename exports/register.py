"""The sender's number in the Transparency Register of the European Union, which officials ask for."""

from exports.words import WORDS, spoken
from recommendations.domain.deliveries import Delivery


def register_lines(delivery: Delivery, language: str) -> tuple[str, ...]:
    """The line that tells the number; none where the sender has none."""
    if not delivery.register:
        return ()
    return (WORDS[spoken(language)]["register"].format(number=delivery.register),)
