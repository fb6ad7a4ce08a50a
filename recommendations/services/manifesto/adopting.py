"""The manifesto's way to the vote: composed, put to the assembly, settled."""

from collections.abc import Callable
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.adoption import (
    AlreadySigned,
    ManifestoSigned,
    ManifestoState,
    NotOpenToVote,
)
from recommendations.domain.canonical import Json
from recommendations.domain.composing import EditionData, ThemeText, compose
from recommendations.domain.manifesto import Manifesto
from recommendations.domain.manuscript import in_order, manuscript, manuscript_hash
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted
from recommendations.domain.revisions import RevisionText
from recommendations.domain.settling import ContradictionOpen
from recommendations.services.facts import ManifestoChanged, tell
from recommendations.services.manifesto.corrected import issue_corrected
from recommendations.services.papers.working_papers import addressees_of
from recommendations.services.recording import record
from recommendations.services.texts.revisions import newest_revision
from recommendations.storage.corrections import contradictions_of
from recommendations.storage.database import now, transaction
from recommendations.storage.editions import Edition, Theme, themes_of
from recommendations.storage.manifestos import (
    ManifestoRow,
    is_signed,
    last_manifesto_number,
)
from recommendations.storage.polls import adopted_units
from recommendations.storage.record import lock_chain

TextOf = Callable[[Session, UUID], RevisionText | None]


def compose_manifesto(actor: Actor) -> int:
    """Compose a manifesto of everything adopted so far, under the next number; earlier ones stay as they are.

    Raises:
        NotPermitted, NothingAdopted.
        ManifestoSigned: only corrigenda change a signed text.
        ContradictionOpen: the assembly has to choose between two adopted recommendations first (case 38).
    """
    ensure_permitted(actor, Action.COMPOSE_MANIFESTO, Subject(actor.edition_id))
    with transaction() as session:
        lock_chain(session, actor.edition_id)
        if is_signed(session, actor.edition_id):
            raise ManifestoSigned
        _ensure_chosen(session, actor.edition_id)
        manifesto = composed(session, actor.edition_id)
        row = ManifestoRow(
            edition_id=actor.edition_id,
            number=last_manifesto_number(session, actor.edition_id) + 1,
            state=ManifestoState.COMPILED,
            canonical=manuscript(manifesto),
            sha256=manuscript_hash(manifesto),
            composed_at=now(),
        )
        session.add(row)
        session.flush()
        payload: dict[str, Json] = {"number": row.number, "sha256": row.sha256, "recommendations": _count(manifesto)}
        record(session, actor.edition_id, "manifesto-composed", payload, actor)
    tell(ManifestoChanged(actor.edition_id, row.id))
    return row.number


def composed(session: Session, edition_id: UUID, text_of: TextOf = newest_revision) -> Manifesto:
    """What a manifesto composed now would say of everything adopted: in its newest text, or in that of ``text_of``.

    Raises:
        NothingAdopted.
    """
    edition = session.get_one(Edition, edition_id)
    languages = tuple(edition.languages)
    data = EditionData(
        title=in_order(edition.title, languages),
        place=edition.place,
        days=tuple(edition.days),
        languages=languages,
        addressees=addressees_of(edition),
    )
    themes = [_theme_text(theme, text_of(session, theme.id), languages) for theme in themes_of(session, edition_id)]
    adopted = frozenset((str(theme_id), uid) for theme_id, uid in adopted_units(session, edition_id))
    return compose(data, themes, adopted)


def _ensure_chosen(session: Session, edition_id: UUID) -> None:
    adopted = adopted_units(session, edition_id)
    for row in contradictions_of(session, edition_id):
        both = ((row.one_theme_id, row.one_uid), (row.other_theme_id, row.other_uid))
        if not row.kept and adopted.issuperset(both):
            one, other = (_printed(session, theme_id, uid) for theme_id, uid in both)
            raise ContradictionOpen(one=one, other=other)


def _printed(session: Session, theme_id: UUID, uid: str) -> str:
    revision = newest_revision(session, theme_id)
    return revision.number_of(uid) if revision else ""


def text_for_vote(session: Session, manifesto_id: UUID) -> dict[str, Json]:
    """What a poll on the manifesto freezes when it opens: the canonical text and its hash."""
    row = session.get_one(ManifestoRow, manifesto_id)
    return {"sha256": row.sha256, "manifesto": row.canonical}


def put_to_vote(session: Session, manifesto_id: UUID, actor: Actor | None) -> None:
    """The manifesto is before the assembly; called by voting in the transaction that opens the poll.

    Raises:
        NotOpenToVote: it has been adopted, rejected or signed.
    """
    row = session.get_one(ManifestoRow, manifesto_id)
    if not row.state.is_open_to_vote:
        raise NotOpenToVote
    row.state = ManifestoState.PUT_TO_VOTE
    record(session, row.edition_id, "manifesto-put-to-vote", {"number": row.number, "sha256": row.sha256}, actor)


def take_back_manifesto(session: Session, manifesto_id: UUID, actor: Actor | None) -> None:
    """The poll on the manifesto was annulled: it stands as composed again, unless it has been signed.

    Raises:
        AlreadySigned: what is signed cannot be undone by annulling a poll.
    """
    row = session.get_one(ManifestoRow, manifesto_id)
    if row.state is ManifestoState.SIGNED:
        raise AlreadySigned
    row.state, row.adopted_at = ManifestoState.COMPILED, None
    record(session, row.edition_id, "manifesto-taken-back", {"number": row.number, "sha256": row.sha256}, actor)


def settle_manifesto(session: Session, manifesto_id: UUID, *, adopted: bool, actor: Actor | None) -> None:
    """The assembly has decided on the manifesto; called by voting in its announcing transaction.

    Rejected as a whole, nothing of it is adopted; the results of the themes stay as working results
    (procedure.md, case 73).

    Raises:
        NotOpenToVote: it has been decided before.
    """
    row = session.get_one(ManifestoRow, manifesto_id)
    if not row.state.is_open_to_vote:
        raise NotOpenToVote
    row.state = ManifestoState.ADOPTED if adopted else ManifestoState.NOT_ADOPTED
    row.adopted_at = now() if adopted else None
    kind = "manifesto-adopted" if adopted else "manifesto-not-adopted"
    record(session, row.edition_id, kind, {"number": row.number, "sha256": row.sha256}, actor)
    session.flush()
    issue_corrected(session, row.edition_id, actor)  # what was corrected while the assembly voted


def _theme_text(theme: Theme, revision: RevisionText | None, languages: tuple[str, ...]) -> ThemeText:
    units = revision.plain_units() if revision else {}
    title = revision.title if revision and revision.title else theme.title
    return ThemeText(str(theme.id), theme.kind, theme.number, in_order(title, languages), units)


def _count(manifesto: Manifesto) -> int:
    return sum(bool(unit.number) for chapter in manifesto.chapters for unit in chapter.units)
