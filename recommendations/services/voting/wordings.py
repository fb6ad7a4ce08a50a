"""The exact wording of a poll: the question in every language, and the text that is voted on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.encoding import unit_to_json
from recommendations.domain.polls import PollSubject
from recommendations.domain.questions import question
from recommendations.domain.refusals import NotFound
from recommendations.domain.revisions import RevisionText
from recommendations.services.deciding.parts import wording_of_part
from recommendations.services.manifesto.adopting import text_for_vote
from recommendations.services.texts.revisions import newest_revision
from recommendations.services.voting.questions import question_on
from recommendations.services.voting.targets import Target
from recommendations.storage.amendments import Amendment
from recommendations.storage.corrections import Contradiction
from recommendations.storage.editions import Edition, Theme
from recommendations.storage.manifestos import ManifestoRow

T = TypeVar("T", Amendment, Theme, ManifestoRow, Contradiction)


@dataclass(frozen=True, slots=True)
class Wording:
    """What is voted on, exactly: the question and the text in every language, and where the text stands.

    The text of a block is ``{"items": [{"amendment", "label", "text"}]}``, that of a choice between two
    recommendations ``{"one": …, "other": …}``, of everything else the unit by language.
    """

    question: Mapping[str, str]
    text: Mapping[str, Any]
    theme_id: UUID | None = None
    unit_uid: str | None = None
    revision_id: UUID | None = None


def wording(session: Session, edition: Edition, target: Target) -> Wording:
    """The wording of a poll on this target, as the text stands now.

    Raises:
        NotFound: no such amendment, part, recommendation, contradiction or manifesto in the edition.
    """
    match target.subject:
        case PollSubject.AMENDMENT:
            return _amendment_wording(session, edition, target)
        case PollSubject.BLOCK:
            return _block_wording(session, edition, target)
        case PollSubject.RECOMMENDATION:
            return _unit_wording(session, edition, target)
        case PollSubject.CONTRADICTION:
            return _choice_wording(session, edition, target)
        case PollSubject.MANIFESTO:
            return _manifesto_wording(session, edition, target)


def _amendment_wording(session: Session, edition: Edition, target: Target) -> Wording:
    row = _own(session.get(Amendment, target.amendment_id), edition)
    text = row.amended if target.part is None else wording_of_part(session, row, target.part)
    asked = question_on(session, edition, row, target.part)
    return Wording(asked, text, row.theme_id, row.unit_uid, row.revision_id)


def _block_wording(session: Session, edition: Edition, target: Target) -> Wording:
    rows = [_own(session.get(Amendment, one), edition) for one in target.amendment_ids]
    if len({row.theme_id for row in rows}) != 1:
        raise NotFound
    asked = question(edition.languages, "block", label=", ".join(row.label for row in rows))
    items = [{"amendment": str(row.id), "label": row.label, "text": row.amended} for row in rows]
    return Wording(asked, {"items": items}, rows[0].theme_id, None, rows[0].revision_id)


def _unit_wording(session: Session, edition: Edition, target: Target) -> Wording:
    theme = _own(session.get(Theme, target.theme_id), edition)
    number, forms, revision = _operative(session, theme.id, target.unit_uid or "")
    kind = next(iter(forms.values()))["kind"]
    asked = question(edition.languages, kind, number=number)
    return Wording(asked, forms, theme.id, target.unit_uid, revision.id)


def _operative(session: Session, theme_id: UUID, uid: str) -> tuple[str, dict[str, Any], RevisionText]:
    revision = newest_revision(session, theme_id)
    texts = revision.unit_texts(uid) if revision else {}
    if revision is None or not texts or not all(unit.kind.is_operative for unit in texts.values()):
        raise NotFound
    return revision.number_of(uid), {language: unit_to_json(unit) for language, unit in texts.items()}, revision


def _choice_wording(session: Session, edition: Edition, target: Target) -> Wording:
    row = _own(session.get(Contradiction, target.contradiction_id), edition)
    one, text, revision = _operative(session, row.one_theme_id, row.one_uid)
    other, other_text, _ = _operative(session, row.other_theme_id, row.other_uid)
    asked = question(edition.languages, "contradiction", number=one, other=other)
    return Wording(asked, {"one": text, "other": other_text}, row.one_theme_id, None, revision.id)


def _manifesto_wording(session: Session, edition: Edition, target: Target) -> Wording:
    row = _own(session.get(ManifestoRow, target.manifesto_id), edition)
    asked = question(edition.languages, "manifesto", number=str(row.number))
    return Wording(asked, text_for_vote(session, row.id))


def _own(row: T | None, edition: Edition) -> T:
    if row is None or row.edition_id != edition.id:
        raise NotFound
    return row


def labels(rows: Sequence[Amendment]) -> str:
    """What these amendments are called in a sentence."""
    return ", ".join(row.label for row in rows)
