"""Blocks: amendments that one poll decides because the rapporteur recommends them and nobody wants them apart."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.amendments import Advice, AmendmentState, Procedure
from recommendations.domain.voting_list import BlockNotPossible, Flag, ItemKind, ListItem, block_of
from recommendations.services.amendments.opinions import visible_advice
from recommendations.services.voting.material import Material


def ensure_block(material: Material, block: ListItem) -> None:
    """One poll can decide on all of the block's amendments.

    Raises:
        BlockNotPossible: two of them exclude each other, or one is voted apart, in parts, orally or before another.
    """
    ids = set(block.amendment_ids)
    excludes = any(ids & set(material.standings.conflicts_of(one)) for one in ids)
    if excludes or not all(fits_in_block(material, one) for one in ids):
        raise BlockNotPossible


def fits_in_block(material: Material, amendment_id: UUID) -> bool:
    """Whether the amendment can be decided together with others that it does not exclude."""
    row = material.by_id[amendment_id]
    is_plain = row.procedure in {Procedure.ORDINARY, Procedure.COMPROMISE} and row.state is AmendmentState.ADMISSIBLE
    has_subs = any(other.amends_id == amendment_id for other in (*material.rows, *material.held))
    is_apart = amendment_id in material.asked.separate | material.parts.keys()
    return is_plain and not has_subs and not is_apart


def recommended_block(session: Session, material: Material, items: Sequence[ListItem]) -> ListItem | None:
    """Those of the questions that the rapporteur recommends for adoption, as one; None if there are less than two.

    Of two recommended ones that exclude each other, neither is in it: that is for the assembly to choose.
    """
    advised = visible_advice(session, [one for item in items for one in item.amendment_ids])
    wanted = [item for item in items if _is_recommended(material, item, advised)]
    ids = {one for item in wanted for one in item.amendment_ids}
    free = [
        item
        for item in wanted
        if not any(ids & set(material.standings.conflicts_of(one)) for one in item.amendment_ids)
    ]
    return block_of(free) if len(free) > 1 else None


def _is_recommended(material: Material, item: ListItem, advised: dict[UUID, Advice]) -> bool:
    if item.kind is not ItemKind.AMENDMENT or Flag.SEPARATE_VOTE in item.flags:
        return False
    return all(advised.get(one) is Advice.ADOPT and fits_in_block(material, one) for one in item.amendment_ids)
