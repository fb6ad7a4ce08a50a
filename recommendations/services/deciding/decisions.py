"""A decision and all that changes with it: an entry of the record for each, under one id, undone as one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from recommendations.domain.amendments import AmendmentState, StateReason
from recommendations.domain.canonical import Json
from recommendations.domain.people import Actor
from recommendations.services.facts import AmendmentChanged, Fact, TextFrozen
from recommendations.services.recording import record
from recommendations.services.texts.consolidating import consolidate
from recommendations.storage.amendments import Amendment
from recommendations.storage.wordings import AmendmentPart

REOPENED = "reopened"


def standing_of(row: Amendment) -> dict[str, Json]:
    """Where the amendment stands, complete enough to put it there again."""
    return {
        "state": row.state.value,
        "code": row.state_code.value,
        "reason": row.state_reason,
        "felled_by": str(row.felled_by_id) if row.felled_by_id else None,
        "returns_to": row.returns_to.value if row.returns_to else None,
        "version": row.version,
    }


def put_back(row: Amendment, standing: Mapping[str, Json]) -> None:
    """The amendment stands where it stood; what was in the vote waits for a new one."""
    felled_by, returns_to = standing["felled_by"], standing["returns_to"]
    state = AmendmentState(str(standing["state"]))
    row.state = AmendmentState.ADMISSIBLE if state is AmendmentState.IN_VOTE else state
    row.state_code, row.state_reason = StateReason(str(standing["code"])), str(standing["reason"])
    row.felled_by_id = UUID(str(felled_by)) if felled_by else None
    row.returns_to = AmendmentState(str(returns_to)) if returns_to else None


@dataclass(slots=True)
class Decision:
    """What one decision moves; ``lead`` is the amendment decided on, ``part`` the part of it, if only one was."""

    session: Session
    lead: Amendment
    actor: Actor | None
    part: int | None = None
    id: UUID = field(default_factory=uuid4)
    changed: dict[UUID, Amendment] = field(default_factory=dict)
    _texts: dict[UUID, UUID] = field(default_factory=dict)

    def move(
        self,
        row: Amendment,
        state: AmendmentState,
        code: StateReason = StateReason.NONE,
        because: Amendment | None = None,
        *,
        before: dict[str, Json] | None = None,
    ) -> None:
        """The amendment has this state now, for this reason, because of that other one.

        ``before`` is where it stood, if the decision has changed its wording already.
        """
        before, was_in_text = before or standing_of(row), row.state.is_in_text
        row.state, row.state_code = state, code
        row.state_reason = because.label if because else ""
        row.felled_by_id = because.id if because else None
        self.touch_text(row, has_changed=was_in_text != state.is_in_text)
        self.note(row, state.value.replace("_", "-"), before, because)

    def raise_again(self, row: Amendment, because: Amendment) -> None:
        """The merged amendment goes on in the state in which it was merged, as the other one is gone."""
        before = standing_of(row)
        row.state, row.returns_to = row.returns_to or AmendmentState.ADMISSIBLE, None
        row.state_code, row.state_reason, row.felled_by_id = StateReason.NONE, "", None
        self.note(row, "revived", before, because)

    def move_part(self, part: AmendmentPart, state: AmendmentState, code: StateReason = StateReason.NONE) -> None:
        """The part has this state now."""
        before, part.state = part.state, state
        act: dict[str, Json] = {"part": part.number, "before": before.value, "after": state.value, "code": code.value}
        kind = REOPENED if state is AmendmentState.ADMISSIBLE else state.value
        self._record(self.lead, f"part-{kind}", {**act, "label": f"{self.lead.label}/{part.number}"})

    def note(self, row: Amendment, kind: str, before: dict[str, Json], because: Amendment | None = None) -> None:
        """The record says what became of the amendment, and where it stood before."""
        payload: dict[str, Json] = {"label": row.label, "before": before, "after": standing_of(row)}
        self._record(row, kind, payload | ({"because": because.label} if because else {}))

    def _record(self, row: Amendment, kind: str, payload: Mapping[str, Json]) -> None:
        self.session.flush()
        self.changed[row.id] = row
        known: dict[str, Json] = {"amendment": str(row.id), "decision": str(self.id), "lead": str(self.lead.id)}
        decided: dict[str, Json] = {"decided_part": self.part} if self.part is not None else {}
        record(self.session, row.edition_id, f"amendment-{kind}", {**known, **decided, **payload}, self.actor)

    def touch_text(self, row: Amendment, *, has_changed: bool = True) -> None:
        """The text that the amendment is part of has to be put together again."""
        if has_changed and row.amends_id is None:
            self._texts[row.revision_id] = row.theme_id

    def finish(self) -> list[Fact]:
        """Every changed text is consolidated; what is to be told after the commit.

        Raises:
            Conflict: two adopted amendments exclude each other, or leave nothing of a unit.
        """
        edition_id = self.lead.edition_id
        facts: list[Fact] = [AmendmentChanged(edition_id, row.theme_id, row.id) for row in self.changed.values()]
        for revision_id, theme_id in self._texts.items():
            newest = consolidate(self.session, revision_id, self.actor)
            facts.append(TextFrozen(edition_id, theme_id, newest.id))
        return facts
