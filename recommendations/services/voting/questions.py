"""What a poll on amendments asks, as it is read out: on one, on a part of it, on several that it decides at once."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.amendments import AmendmentKind, Consent, LinkKind, Procedure
from recommendations.domain.questions import question
from recommendations.domain.revisions import RevisionText
from recommendations.domain.text import UnitKind
from recommendations.services.deciding.falling import decided_with
from recommendations.services.texts.revisions import read_revision
from recommendations.storage.amendments import Amendment
from recommendations.storage.editions import Edition, Theme
from recommendations.storage.links import links_of


def question_on(session: Session, edition: Edition, row: Amendment, part: int | None = None) -> dict[str, str]:
    """The question on an amendment, or on one part of it, with all that the same poll decides."""
    together = [row, *(other for other, _ in decided_with(session, row))]
    if part is not None:
        return question_on_part(edition.languages, together, part)
    return question_together(session, edition.languages, together, read_revision(session, row.revision_id))


def question_on_part(languages: Sequence[str], together: Sequence[Amendment], part: int) -> dict[str, str]:
    """The question on one part of amendments that say the same."""
    return question(languages, "part", label=_label(together), part=part)


def question_together(
    session: Session, languages: Sequence[str], together: Sequence[Amendment], revision: RevisionText
) -> dict[str, str]:
    """The question on amendments that one poll decides, the first of them filed on this revision."""
    kind, number, other = _kind_of_question(session, together[0], revision)
    if len(together) > 1:
        kind = _kind_of_joint(together, number)
    return question(languages, kind, number=number, label=_label(together), other=other)


def _label(together: Sequence[Amendment]) -> str:
    return "+".join(one.label for one in sorted(together, key=lambda one: one.number))


def _kind_of_joint(together: Sequence[Amendment], number: str) -> str:
    series: list[UUID] = [one.series_id for one in together if one.series_id is not None]
    if len(set(series)) < len(series):
        return "series"
    return "joint" if number else "joint_to_text"


def _kind_of_question(session: Session, row: Amendment, revision: RevisionText) -> tuple[str, str, str]:
    """How the question begins, the printed number of what the amendment changes, and what else it names."""
    if row.amends_id is not None:
        return "sub_amendment", "", session.get_one(Amendment, row.amends_id).label
    if row.kind is AmendmentKind.THEME_TITLE:
        return "theme_title", str(session.get_one(Theme, row.theme_id).number), ""
    if row.kind is AmendmentKind.NEW_UNIT:
        return "new_unit", "", ""
    replaced = _replaced(session, row) if row.procedure is Procedure.COMPROMISE else ()
    if replaced:
        return "compromise", "", ", ".join(replaced)
    return _kind_by_unit(revision, row)


def _kind_by_unit(revision: RevisionText, row: Amendment) -> tuple[str, str, str]:
    number = revision.number_of(row.unit_uid)
    kinds = {unit.kind for unit in revision.unit_texts(row.unit_uid).values()}
    if row.procedure is Procedure.ALTERNATIVE:
        return "alternative" if number else "alternative_to_text", number, ""
    if not number:
        return "amendment_to_text", "", ""
    return "amendment_to_commitment" if kinds == {UnitKind.COMMITMENT} else "amendment", number, ""


def _replaced(session: Session, row: Amendment) -> list[str]:
    """The amendments in whose place the compromise stands, with their authors' consent."""
    found = [
        session.get_one(Amendment, link.other_id).label
        for link in links_of(session, row.id)
        if link.kind is LinkKind.REPLACES and link.one_id == row.id and link.consent is Consent.GIVEN
    ]
    return sorted(found)
