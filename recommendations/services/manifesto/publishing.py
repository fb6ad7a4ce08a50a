"""Manifestos read: for the pages, for the signatory, and as the publication that every exporter gets."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.adoption import ManifestoState, ManuscriptDamaged
from recommendations.domain.composing import Difference, as_voted, differences, missing_texts
from recommendations.domain.editions import rule_set
from recommendations.domain.encoding import units_by_language
from recommendations.domain.manifesto import CoSignatureLine, Manifesto, Publication, SignatureLine, VoteLine
from recommendations.domain.manuscript import in_order, read_manuscript
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted, permits
from recommendations.domain.polls import PollSubject
from recommendations.services.manifesto.co_signing import may_co_sign
from recommendations.services.manifesto.corrected import (
    CorrigendumNote,
    corrected_by,
    note_behind,
    objections_until,
    poll_behind,
    sha256_to_sign,
)
from recommendations.services.manifesto.language_checks import held_languages
from recommendations.services.manifesto.manifestos import own_manifesto
from recommendations.services.papers.working_papers import day_there
from recommendations.storage.corrections import corrigenda_of
from recommendations.storage.database import db
from recommendations.storage.editions import Edition
from recommendations.storage.manifestos import (
    ManifestoRow,
    is_intact,
    is_signed,
    manifestos_of,
    newest_poll_on,
    signatures_under,
)
from recommendations.storage.polls import Poll, adopted_units, announced_polls
from recommendations.storage.signing import co_signatures_under


@dataclass(frozen=True, slots=True)
class ManifestoLine:
    """One manifesto in a list."""

    number: int
    state: ManifestoState
    sha256: str
    composed_at: datetime


@dataclass(frozen=True, slots=True)
class ManifestoPage:
    """A manifesto as it is read: its text, its votes, its signatures, and what may be done with it.

    ``edition`` is the edition's code; ``held`` are the languages that are not delivered while the language check is
    open; ``corrected_by`` is the number of the manifesto with later corrections that is signed in its place, if any;
    ``corrects`` is the corrigendum that made it, ``objections_until`` the time of one that is open against it.
    """

    edition: str
    time_zone: str
    line: ManifestoLine
    publication: Publication
    is_intact: bool
    missing: tuple[tuple[str, int], ...]
    poll_id: UUID | None
    changed: tuple[Difference, ...]
    can_sign: bool
    held: frozenset[str]
    has_corrigenda: bool
    corrected_by: int | None
    corrects: CorrigendumNote | None
    objections_until: datetime | None
    can_join: bool

    @property
    def manifesto(self) -> Manifesto:
        """The text."""
        return self.publication.manifesto


@dataclass(frozen=True, slots=True)
class Overview:
    """Where the manifesto stands; ``adopted`` counts recommendations, ``newest`` is None before the first."""

    newest: ManifestoPage | None
    earlier: tuple[ManifestoLine, ...]
    adopted: int
    can_compose: bool


@dataclass(frozen=True, slots=True)
class SigningPage:
    """What the signatory sees: the text to sign against the text that was voted.

    ``to_sign_sha256`` is the hash of what was voted with the corrections listed since, or of the corrigendum.
    """

    page: ManifestoPage
    voted_sha256: str
    to_sign_sha256: str
    differences: tuple[Difference, ...]
    place: str
    needs_passkey: bool


def overview(actor: Actor) -> Overview:
    """Where the manifesto of the actor's edition stands.

    Raises:
        NotPermitted, ManuscriptDamaged.
    """
    subject = Subject(actor.edition_id)
    ensure_permitted(actor, Action.READ_EDITION, subject)
    rows = manifestos_of(db.session(), actor.edition_id)
    newest = _page(db.session(), rows[0], actor) if rows else None
    count = len(adopted_units(db.session(), actor.edition_id))
    earlier = tuple(map(manifesto_line, rows[1:]))
    can_compose = permits(actor, Action.COMPOSE_MANIFESTO, subject) and not is_signed(db.session(), actor.edition_id)
    return Overview(newest, earlier, count, can_compose)


def read_manifesto(number: int, actor: Actor) -> ManifestoPage:
    """The manifesto with this number.

    Raises:
        NotPermitted, NotFound, ManuscriptDamaged.
    """
    ensure_permitted(actor, Action.READ_EDITION, Subject(actor.edition_id))
    return _page(db.session(), own_manifesto(db.session(), actor, number), actor)


def signing_page(number: int, actor: Actor) -> SigningPage:
    """What the signatory compares before signing; the differences are computed, usually there are none.

    Raises:
        NotPermitted, NotFound, ManuscriptDamaged.
    """
    ensure_permitted(actor, Action.SIGN_MANIFESTO, Subject(actor.edition_id))
    row = own_manifesto(db.session(), actor, number)
    page = _page(db.session(), row, actor)
    poll = poll_behind(db.session(), row)
    text = poll.text if poll else {}
    return SigningPage(
        page,
        str(text.get("sha256", "")),
        sha256_to_sign(db.session(), row) or "",
        _since_vote(text, page.manifesto),
        page.manifesto.place,
        rule_set(db.session.get_one(Edition, row.edition_id).rules).passkey_required,
    )


def publication(session: Session, row: ManifestoRow) -> Publication:
    """The frozen value from which every document of this manifesto is written.

    Raises:
        ManuscriptDamaged: the stored text is no manuscript.
    """
    edition = session.get_one(Edition, row.edition_id)
    manifesto = _manuscript_of(row)
    adopted_on = day_there(edition, row.adopted_at) if row.adopted_at else ""
    signed = signatures_under(session, row.id)
    signed_on = day_there(edition, signed[0][0].signed_at) if signed else ""
    signatures = tuple(
        SignatureLine(
            name,
            signature.function,
            signature.place,
            _moment(signature.signed_at),
            signature.sha256,
            signature.deputises_because,
            tuple(sorted((signature.proof or {}).items())),
        )
        for signature, name in signed
    )
    joined = tuple(
        CoSignatureLine(member.name, member.country, line.name, line.function, _moment(line.at))
        for line, member in co_signatures_under(session, row.id)
    )
    votes = tuple(vote_line(poll, manifesto.languages) for poll in _votes_around(session, row))
    notice = in_order(edition.notice, manifesto.languages)
    return Publication(manifesto, row.sha256, adopted_on, votes, signatures, notice, joined, signed_on)


def _manuscript_of(row: ManifestoRow) -> Manifesto:
    try:
        return read_manuscript(row.canonical)
    except (KeyError, TypeError, ValueError) as fault:
        raise ManuscriptDamaged from fault


def manifesto_line(row: ManifestoRow) -> ManifestoLine:
    """The manifesto as one of a list."""
    return ManifestoLine(row.number, row.state, row.sha256, row.composed_at)


def _page(session: Session, row: ManifestoRow, actor: Actor) -> ManifestoPage:
    value, edition = publication(session, row), session.get_one(Edition, row.edition_id)
    poll = newest_poll_on(session, row.id)
    signed = {signature.person_id for signature, _ in signatures_under(session, row.id)}
    newer = corrected_by(session, row)
    is_open = row.state.is_open_to_signature and actor.person_id not in signed and newer is None
    return ManifestoPage(
        edition=edition.code,
        time_zone=edition.time_zone,
        line=manifesto_line(row),
        publication=value,
        is_intact=is_intact(row),
        missing=tuple((one, missing_texts(value.manifesto, one)) for one in value.manifesto.languages),
        poll_id=poll.id if poll else None,
        changed=_since_polls(session, row, value.manifesto),
        can_sign=is_open and permits(actor, Action.SIGN_MANIFESTO, Subject(actor.edition_id)),
        held=held_from_delivery(session, row, value.manifesto),
        has_corrigenda=any(
            row.id in {one.manifesto_id, one.result_id} for one in corrigenda_of(session, row.edition_id)
        ),
        corrected_by=newer,
        corrects=note_behind(session, row),
        objections_until=objections_until(session, row),
        can_join=newer is None and may_co_sign(session, row, actor),
    )


def held_from_delivery(session: Session, row: ManifestoRow, manifesto: Manifesto) -> frozenset[str]:
    """The languages in which no Word file is given out while the language check is open."""
    # What is signed was held against the other languages before, and a draft says that it is one.
    if row.state is not ManifestoState.ADOPTED:
        return frozenset()
    return held_languages(session, row.edition_id, manifesto)


def _since_vote(text: Mapping[str, Any], manifesto: Manifesto) -> tuple[Difference, ...]:
    """What differs from the text that the poll froze."""
    if "manifesto" not in text:
        return ()
    return differences(read_manuscript(str(text["manifesto"])), manifesto)


def _since_polls(session: Session, row: ManifestoRow, manifesto: Manifesto) -> tuple[Difference, ...]:
    """What differs from the words in which the recommendations were voted one by one."""
    voted = {
        str(poll.unit_uid): units_by_language(cast("Any", poll.text))
        for poll in _votes_around(session, row)
        if poll.subject is PollSubject.RECOMMENDATION and poll.outcome and poll.outcome["adopted"]
    }
    return differences(as_voted(manifesto, voted), manifesto)


def _votes_around(session: Session, row: ManifestoRow) -> list[Poll]:
    """The announced polls up to the manifesto's adoption: later ones belong to a later text."""
    polls = announced_polls(session, row.edition_id)
    # The manifesto's own poll is announced in the transaction that adopts it, a moment before or after.
    return [
        poll
        for poll in polls
        if row.adopted_at is None
        or poll.manifesto_id == row.id
        or (poll.announced_at is not None and poll.announced_at <= row.adopted_at)
    ]


def vote_line(poll: Poll, languages: tuple[str, ...]) -> VoteLine:
    """An announced poll as a line of the annex."""
    outcome = poll.outcome or {}
    return VoteLine(
        question=in_order(poll.question, languages),
        majority=poll.majority.value,
        yes=str(outcome.get("yes", "")),
        no=str(outcome.get("no", "")),
        abstain=str(outcome.get("abstain", "")),
        entitled=str(outcome.get("entitled", "")),
        adopted=bool(outcome.get("adopted")),
        closed_at=_moment(poll.closed_at) if poll.closed_at else "",
        unit=poll.unit_uid or "",
    )


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
