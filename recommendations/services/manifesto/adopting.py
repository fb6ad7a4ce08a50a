"""The manifesto's way: composed, put to the vote, settled, signed."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.adoption import (
    AlreadySigned,
    CorrectedSince,
    ManifestoState,
    NotAdopted,
    NotOpenToVote,
    PlaceMissing,
    SignedTextDiffers,
)
from recommendations.domain.canonical import Json
from recommendations.domain.composing import EditionData, ThemeText, compose
from recommendations.domain.manifesto import Manifesto
from recommendations.domain.manuscript import hash_of_text, in_order, manuscript, manuscript_hash, read_manuscript
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted
from recommendations.domain.proposals import ensure_short
from recommendations.domain.refusals import NotFound
from recommendations.domain.settling import ContradictionOpen
from recommendations.services.facts import ManifestoChanged, tell
from recommendations.services.manifesto.corrected import corrected_by, issue_corrected, sha256_to_sign
from recommendations.services.manifesto.language_checks import ensure_languages_agree
from recommendations.services.recording import record
from recommendations.services.texts.revisions import newest_revision
from recommendations.storage.corrections import contradictions_of
from recommendations.storage.database import now, transaction
from recommendations.storage.editions import Edition, Theme, themes_of
from recommendations.storage.manifestos import (
    ManifestoRow,
    SignatureRow,
    last_manifesto_number,
    manifesto_by_number,
    signatures_under,
)
from recommendations.storage.polls import adopted_units
from recommendations.storage.record import lock_chain


@dataclass(frozen=True, slots=True)
class SigningAct:
    """What the signatory states: the hash they confirm, the role they sign in, and where."""

    confirmed_sha256: str
    function: str
    place: str


def compose_manifesto(actor: Actor) -> int:
    """Compose a manifesto of everything adopted so far, under the next number; earlier ones stay as they are.

    Raises:
        NotPermitted, NothingAdopted.
        ContradictionOpen: the assembly has to choose between two adopted recommendations first (case 38).
    """
    ensure_permitted(actor, Action.COMPOSE_MANIFESTO, Subject(actor.edition_id))
    with transaction() as session:
        lock_chain(session, actor.edition_id)
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


def composed(session: Session, edition_id: UUID) -> Manifesto:
    """What a manifesto composed now would say: the newest text of everything adopted.

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
        addressees=tuple((code, in_order(names, languages)) for code, names in sorted(edition.addressees.items())),
    )
    themes = [_theme_text(session, theme, languages) for theme in themes_of(session, edition_id)]
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


def sign_manifesto(number: int, act: SigningAct, actor: Actor) -> None:
    """The actor has certified the adopted text by its hash (R31).

    Raises:
        NotPermitted, NotFound, NotAdopted, PlaceMissing, TextTooLong, AlreadySigned.
        CorrectedSince: the text has been issued anew with later corrections.
        SignedTextDiffers: what was confirmed, what was voted (with the corrections listed since), what is stored
            and what the stored text really hashes to are not all the same (R31, case 105).
        LanguageStale, LanguagesDiverge: the versions do not say the same (cases 42, 43).
    """
    ensure_permitted(actor, Action.SIGN_MANIFESTO, Subject(actor.edition_id))
    if not act.place.strip() or not act.function.strip():
        raise PlaceMissing
    ensure_short(act.place)
    with transaction() as session:
        lock_chain(session, actor.edition_id)
        row = _signable(session, number, actor)
        if len({act.confirmed_sha256, sha256_to_sign(session, row), row.sha256, hash_of_text(row.canonical)}) != 1:
            raise SignedTextDiffers
        if row.state is not ManifestoState.SIGNED:
            ensure_languages_agree(session, row.edition_id, read_manuscript(row.canonical))
        row.state = ManifestoState.SIGNED
        session.add(_signature(row, act, actor))
        payload: dict[str, Json] = {
            "number": row.number,
            "sha256": row.sha256,
            "name": actor.name,
            "function": act.function.strip(),
            "place": act.place.strip(),
        }
        record(session, row.edition_id, "manifesto-signed", payload, actor)
    tell(ManifestoChanged(actor.edition_id, row.id))


def _signable(session: Session, number: int, actor: Actor) -> ManifestoRow:
    row = manifesto_by_number(session, actor.edition_id, number)
    if row is None:
        raise NotFound
    if not row.state.is_open_to_signature:
        raise NotAdopted
    if any(signature.person_id == actor.person_id for signature, _ in signatures_under(session, row.id)):
        raise AlreadySigned
    newer = corrected_by(session, row)
    if newer is not None:
        raise CorrectedSince(number=newer)
    return row


def _signature(row: ManifestoRow, act: SigningAct, actor: Actor) -> SignatureRow:
    return SignatureRow(
        manifesto_id=row.id,
        person_id=actor.person_id,
        function=act.function.strip(),
        place=act.place.strip(),
        sha256=row.sha256,
        signed_at=now(),
    )


def _theme_text(session: Session, theme: Theme, languages: tuple[str, ...]) -> ThemeText:
    revision = newest_revision(session, theme.id)
    units = revision.plain_units() if revision else {}
    title = revision.title if revision and revision.title else theme.title
    return ThemeText(str(theme.id), theme.kind, theme.number, in_order(title, languages), units)


def _count(manifesto: Manifesto) -> int:
    return sum(bool(unit.number) for chapter in manifesto.chapters for unit in chapter.units)
