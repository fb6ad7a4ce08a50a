"""What is moved on the floor, on the text as amended so far: its words are not in the tabled text."""

from collections.abc import Mapping

from recommendations.domain.amendments import AmendmentState, Procedure
from recommendations.domain.changes import UnitChange
from recommendations.domain.hunks import change_between
from recommendations.domain.incorporation import applied
from recommendations.domain.rebasing import rebase
from recommendations.domain.text import Unit
from recommendations.intake.proposed import Proposed
from recommendations.services.filing.amending import judge_amendment
from recommendations.services.rehearsing.filing import file_one, in_order
from recommendations.services.rehearsing.play import AMENDMENTS, CANNOT, Play
from recommendations.services.rehearsing.proposals import changed, frame_of
from recommendations.services.texts.revisions import newest_revision, tabled_revision
from recommendations.storage.database import db


def file_on_the_floor(play: Play, code: str) -> bool:
    """Whether something was filed on the recommendation that fits only its text as it stands now."""
    left = [entry for entry in in_order(play) if entry.target == code and entry.id not in play.filed]
    for proposed in left:
        try:
            _file(play, proposed)
        except CANNOT as error:
            play.report.fail(AMENDMENTS, proposed.id, f"cannot be filed: {type(error).__name__} {error}")
    return any(entry.id in play.filed for entry in left)


def _file(play: Play, proposed: Proposed) -> None:
    theme_id, frame = frame_of(play, proposed)
    session = db.session()
    newest, tabled = newest_revision(session, theme_id), tabled_revision(session, theme_id)
    if newest is None or tabled is None:  # pragma: no cover - what is voted on has been tabled
        return
    now, base = newest.unit_texts(proposed.target), tabled.unit_texts(proposed.target)
    wanted = changed(now, proposed.change)
    changes = {language: change_between(now[language], unit) for language, unit in wanted.items()}
    moved = rebase({language: one for language, one in changes.items() if one != UnitChange()}, now, base)
    file_one(play, proposed, theme_id, frame(_on(base, moved)))
    row = play.row(proposed.id)
    if row.state is AmendmentState.TABLED and row.procedure is not Procedure.ORAL:
        judge_amendment(play.scene.chair, row.id, is_admissible=True)


def _on(base: Mapping[str, Unit], changes: Mapping[str, UnitChange]) -> dict[str, Unit]:
    return {language: applied(unit, changes.get(language, UnitChange())) for language, unit in base.items()}
