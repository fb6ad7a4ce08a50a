"""Filing forms that somebody has begun and not sent: kept for that person alone, until they are filed."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from recommendations.domain.amendments import TextTooLong
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted
from recommendations.domain.proposals import LONGEST_TITLE
from recommendations.services.texts.themes import own_theme
from recommendations.storage.database import db, now, transaction
from recommendations.storage.kept_forms import KeptForm, forget_form, form_by_key, forms_of
from recommendations.storage.record import lock_chain

MOST_FORMS = 50
LONGEST_FORM = 200_000

Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FormToKeep:
    """What was typed: ``key`` is the filing key, ``path`` the form's own address, ``subject`` what lists call it."""

    theme_id: UUID
    key: str
    path: str
    subject: str
    fields: Fields


@dataclass(frozen=True, slots=True)
class KeptFormView:
    """A form as it was left."""

    theme_id: UUID
    key: str
    path: str
    subject: str
    fields: Fields
    saved_at: datetime


def keep_form(actor: Actor, form: FormToKeep) -> None:
    """The form is kept as it is now, in the place of what was kept under its key; the 51st oldest is forgotten.

    Raises:
        NotPermitted, NotFound: there is no such theme.
        TextTooLong: more than anybody types into a form.
    """
    ensure_permitted(actor, Action.READ_EDITION, Subject(actor.edition_id))
    fields = [[name, value] for name, value in form.fields]
    if len(json.dumps(fields, ensure_ascii=False)) + len(form.path) + len(form.key) > LONGEST_FORM:
        raise TextTooLong(most=LONGEST_FORM)
    with transaction() as session:
        lock_chain(session, actor.edition_id)  # two windows may keep the same form at the same moment
        own_theme(session, actor, form.theme_id)
        row = form_by_key(session, actor.person_id, form.key)
        if row is None:
            row = KeptForm(edition_id=actor.edition_id, person_id=actor.person_id, key=form.key)
            session.add(row)
        row.theme_id, row.path, row.subject = form.theme_id, form.path, form.subject[:LONGEST_TITLE]
        row.fields, row.saved_at = fields, now()
        session.flush()
        for old in forms_of(session, actor.person_id)[MOST_FORMS:]:
            session.delete(old)


def kept_forms(actor: Actor) -> tuple[KeptFormView, ...]:
    """The actor's own forms, newest first.

    Raises:
        NotPermitted.
    """
    ensure_permitted(actor, Action.READ_EDITION, Subject(actor.edition_id))
    return tuple(_view(row) for row in forms_of(db.session(), actor.person_id))


def kept_form(actor: Actor, key: str) -> KeptFormView | None:
    """The actor's own form with this key; None if nothing is kept under it.

    Raises:
        NotPermitted.
    """
    ensure_permitted(actor, Action.READ_EDITION, Subject(actor.edition_id))
    row = form_by_key(db.session(), actor.person_id, key)
    return _view(row) if row else None


def _view(row: KeptForm) -> KeptFormView:
    fields = tuple((str(name), str(value)) for name, value in row.fields)
    return KeptFormView(row.theme_id, row.key, row.path, row.subject, fields, row.saved_at)


def drop_form(actor: Actor, key: str) -> None:
    """The actor's form with this key is gone, whether or not it was there.

    Raises:
        NotPermitted.
    """
    ensure_permitted(actor, Action.READ_EDITION, Subject(actor.edition_id))
    with transaction() as session:
        forget_form(session, actor.person_id, key)
