"""Tags: words under which the secretariat, the chairs and the rapporteurs find amendments again."""

from collections.abc import Collection
from uuid import UUID

from recommendations.domain.amendments import TextTooLong
from recommendations.domain.opinions import TagMissing
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted
from recommendations.domain.refusals import NotFound
from recommendations.services.facts import AmendmentChanged, tell
from recommendations.storage.amendments import amendments_by_id
from recommendations.storage.database import transaction
from recommendations.storage.opinions import add_tag, remove_tag
from recommendations.storage.record import lock_chain

LONGEST_TAG = 40


def tag_amendments(actor: Actor, amendment_ids: Collection[UUID], tag: str, *, is_on: bool = True) -> None:
    """All these amendments have the tag, or none of them; capitals and white space do not make another tag.

    Raises:
        NotPermitted: one of them is of a theme in which the actor does not tag; none is changed then.
        NotFound: one of them is none of the edition's.
        TagMissing, TextTooLong.
    """
    word = " ".join(tag.split()).lower()
    if not word:
        raise TagMissing
    if len(word) > LONGEST_TAG:
        raise TextTooLong(most=LONGEST_TAG)
    with transaction() as session:
        lock_chain(session, actor.edition_id)  # two people may put the same tag on at the same moment
        rows = amendments_by_id(session, amendment_ids)
        if rows.keys() != set(amendment_ids) or any(row.edition_id != actor.edition_id for row in rows.values()):
            raise NotFound
        for theme_id in {row.theme_id for row in rows.values()}:
            ensure_permitted(actor, Action.TAG_AMENDMENT, Subject(actor.edition_id, theme_id))
        change = add_tag if is_on else remove_tag
        change(session, list(rows), word)
    for theme_id, amendment_id in {row.theme_id: row.id for row in rows.values()}.items():
        tell(AmendmentChanged(actor.edition_id, theme_id, amendment_id))
