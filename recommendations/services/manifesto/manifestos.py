"""A manifesto of the actor's own edition: where every use case on a manifesto begins."""

from sqlalchemy.orm import Session

from recommendations.domain.people import Actor
from recommendations.domain.refusals import NotFound
from recommendations.storage.manifestos import ManifestoRow, manifesto_by_number


def own_manifesto(session: Session, actor: Actor, number: int) -> ManifestoRow:
    """The manifesto with this number in the actor's edition.

    Raises:
        NotFound: there is none.
    """
    row = manifesto_by_number(session, actor.edition_id, number)
    if row is None:
        raise NotFound
    return row
