"""Deliveries for the tests of the writers around a manifesto."""

from recommendations.domain.deliveries import Delivery, RecipientLine
from recommendations.domain.manifesto import Publication
from tests.exports.publications import make_publication


def make_delivery(publication: Publication | None = None, **fields: object) -> Delivery:
    """A delivery of a signed manifesto in both its languages."""
    values: dict[str, object] = {"day": "2030-03-25", "languages": ("en", "fr")}
    return Delivery(publication or make_publication(), **(values | fields))  # type: ignore[arg-type]  # overrides


def make_recipient(**fields: str) -> RecipientLine:
    """An invented office of an institution."""
    address = ("1 Invented Square", "1000 Porto Claro")
    values = {"addressee": "eu", "name": "European Parliament", "office": "Office of the President"}
    values |= {"salutation": "", "language": "en"} | fields
    return RecipientLine(**values, address=address)
