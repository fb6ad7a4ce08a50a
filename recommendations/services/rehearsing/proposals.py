"""What the file's operations make of a text: proposals as delegates would file them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from uuid import UUID

from recommendations.domain.amendments import Procedure
from recommendations.domain.proposals import NEW_UNIT, THEME_TITLE, Proposal
from recommendations.domain.revisions import RevisionText
from recommendations.domain.text import Paragraph, Span, Unit
from recommendations.intake.proposed import Operations, Proposed
from recommendations.services.amendments.wordings import amended_units, title_units
from recommendations.services.rehearsing.operations import NEW, Operation, UnfitOperationError, amended_text
from recommendations.services.rehearsing.play import Play
from recommendations.services.rehearsing.scene import unit_of
from recommendations.services.texts.revisions import tabled_revision, unit_texts
from recommendations.storage.database import db
from recommendations.storage.editions import Theme

PROCEDURES = {
    "sub_amendment": Procedure.SUB_AMENDMENT,
    "compromise": Procedure.COMPROMISE,
    "alternative": Procedure.ALTERNATIVE,
    "oral": Procedure.ORAL,
}
Units = Mapping[str, Unit]


def words(unit: Unit) -> str:
    """The text of a unit, as the file writes it."""
    return "\n".join(paragraph.plain for paragraph in unit.paragraphs)


def changed(units: Units, change: Operations) -> dict[str, Unit]:
    """The units after these operations.

    Raises:
        UnfitOperationError: an operation does not fit the text.
    """
    return {language: _changed(unit, change.get(language) or ()) for language, unit in units.items()}


def _changed(unit: Unit, operations: Sequence[Operation]) -> Unit:
    if not operations:
        return unit
    if unit.uid == THEME_TITLE:
        return replace(unit, title=amended_text(unit.title, operations))
    text = amended_text(words(unit), operations)
    return replace(unit, paragraphs=(Paragraph(unit.paragraphs[0].uid, (Span(text),)),) if text else ())


def base_of(play: Play, proposed: Proposed) -> Units:
    """What the amendment changes: a unit, another amendment's wording, or the title of a theme."""
    session = db.session()
    if proposed.target in play.filed:
        return amended_units(session, play.row(proposed.target))
    theme = session.get_one(Theme, play.scene.themes[play.theme_of(proposed)])
    tabled = tabled_revision(session, theme.id)
    if tabled is None or proposed.target in play.scene.themes:
        return title_units(tabled.title if tabled and tabled.title else theme.title)
    return unit_texts(session, tabled.id, proposed.target)


def proposal_of(play: Play, proposed: Proposed, change: Operations) -> tuple[UUID, Proposal]:
    """The theme, and the proposal with this change on the text as it is tabled now.

    Raises:
        UnfitOperationError: an operation does not fit the text.
    """
    theme_id, frame = frame_of(play, proposed)
    if any(operation["op"] == NEW for operations in change.values() for operation in operations):
        return theme_id, _new_unit(play, proposed, change, frame)
    return theme_id, frame(whole(base_of(play, proposed), proposed, change))


Frame = Callable[[Units], Proposal]


def frame_of(play: Play, proposed: Proposed) -> tuple[UUID, Frame]:
    """The theme, and what is the same of a proposal whatever its words are."""
    theme_id = play.scene.themes[play.theme_of(proposed)]
    tabled = tabled_revision(db.session(), theme_id)
    if tabled is None:  # pragma: no cover - the scene gives a text to every theme that something is proposed for
        raise UnfitOperationError
    return theme_id, partial(_framed, play, proposed, tabled)


def _framed(play: Play, proposed: Proposed, tabled: RevisionText, units: Units) -> Proposal:
    return Proposal(
        revision_id=tabled.id,
        unit_uid=next(iter(units.values())).uid,
        language=play.assembly.languages[0],
        amended=units,
        title=proposed.id,
        key=f"{proposed.id}:{tabled.number}",
        procedure=PROCEDURES.get(proposed.kind, Procedure.ORDINARY),
        accepts_late=proposed.late is not None,
        addressees=_addressees(units, proposed),
        amends_id=play.filed.get(proposed.target),
        replaces=tuple(play.filed[code] for code in proposed.replaces if code in play.filed),
    )


def whole(base: Units, proposed: Proposed, change: Operations) -> dict[str, Unit]:
    """The unit with everything that the amendment asks for, one part after the other."""
    units = changed(base, change)
    for part in proposed.parts:
        units = changed(units, part.change)
    return units


def _addressees(base: Units, proposed: Proposed) -> tuple[str, ...] | None:
    wanted = proposed.addressees
    if wanted is None:
        return None
    there = next(iter(base.values())).addressees
    kept = [code for code in there if code not in wanted.get("remove", ())]
    return (*kept, *wanted.get("add", ()))


def _new_unit(play: Play, proposed: Proposed, change: Operations, frame: Frame) -> Proposal:
    operations = {language: given[0] for language, given in change.items() if given}
    after = next(iter(operations.values())).get("after")
    placed = after if after in play.tabled else None
    # A file that names no addressees for what is new means those of the recommendation before it.
    addressees = play.tabled[placed].addressees if placed else ()
    code = proposed.creates or proposed.id
    units = {language: unit_of(code, given["text"], addressees) for language, given in operations.items()}
    proposal = frame({language: replace(unit, uid=NEW_UNIT) for language, unit in units.items()})
    wanted = proposal.addressees if proposal.addressees is not None else addressees
    return replace(proposal, addressees=wanted, placed_after=placed)
