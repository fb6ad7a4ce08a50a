"""Reading the consolidated text: somebody says that the sentences still read well with all amendments in them."""

from collections.abc import Mapping
from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.canonical import Json, sha256
from recommendations.domain.encoding import unit_to_json
from recommendations.domain.opinions import TextMovedOn
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted
from recommendations.domain.refusals import NotFound
from recommendations.domain.revisions import NumberedUnit
from recommendations.services.amendments.views import Reading
from recommendations.services.facts import TextFrozen, tell
from recommendations.services.recording import record
from recommendations.services.texts.revisions import newest_revision
from recommendations.services.texts.themes import own_theme
from recommendations.storage.amendment_index import newest_act
from recommendations.storage.database import transaction
from recommendations.storage.people import Person
from recommendations.storage.revisions import lock_theme

READ = "unit-read"


def fingerprint(versions: Mapping[str, NumberedUnit]) -> str:
    """The hash of a unit in all its languages."""
    return sha256({language: cast(Json, unit_to_json(one.unit)) for language, one in versions.items()})


def confirm_reading(actor: Actor, theme_id: UUID, uid: str, read: str) -> None:
    """The rapporteur has read the consolidated text with the hash ``read``, and it reads well (case 1).

    Raises:
        NotPermitted, NotFound.
        TextMovedOn: another amendment has been adopted since the page was opened.
    """
    with transaction() as session:
        theme = own_theme(session, actor, theme_id)
        ensure_permitted(actor, Action.PROPOSE_CORRECTION, Subject(theme.edition_id, theme_id))
        lock_theme(session, theme_id)
        newest = newest_revision(session, theme_id)
        if newest is None or newest.base_id is None or not newest.versions(uid):
            raise NotFound
        if fingerprint(newest.versions(uid)) != read:
            raise TextMovedOn
        payload: dict[str, Json] = {"theme": str(theme_id), "unit": uid, "revision": newest.number, "sha256": read}
        record(session, theme.edition_id, READ, payload | {"number": newest.number_of(uid)}, actor)
        revision_id = newest.id
    tell(TextFrozen(theme.edition_id, theme_id, revision_id))


def reading_of(
    session: Session, edition_id: UUID, unit: tuple[UUID, str], versions: Mapping[str, NumberedUnit]
) -> Reading | None:
    """Who has confirmed the text as it stands now; a confirmation of an older one counts for nothing."""
    event = newest_act(session, edition_id, READ, unit) if versions else None
    if event is None or event.payload["sha256"] != fingerprint(versions):
        return None
    person = session.get(Person, event.person_id) if event.person_id else None
    return Reading(person.name if person else "", datetime.fromisoformat(event.at))
