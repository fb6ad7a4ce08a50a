"""What a rehearsal knows while it is played: the file, the scene, and what the house has called things."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from recommendations.domain.people import Actor
from recommendations.domain.refusals import Refused
from recommendations.intake.assembly import Assembly, Tabled
from recommendations.intake.proposed import Proposed
from recommendations.services.rehearsing.ballots import FiguresDoNotFitError
from recommendations.services.rehearsing.operations import UnfitOperationError
from recommendations.services.rehearsing.presence import AttendanceDoesNotFitError
from recommendations.services.rehearsing.report import Report
from recommendations.services.rehearsing.scene import Scene
from recommendations.storage.amendments import Amendment
from recommendations.storage.database import db

CANNOT = (Refused, FiguresDoNotFitError, UnfitOperationError, AttendanceDoesNotFitError)
AMENDMENTS = "amendments"


@dataclass
class Play:
    """``filed`` are the amendments by the file's codes; ``asked`` the questions of each target, as they were put."""

    assembly: Assembly
    scene: Scene
    report: Report
    filed: dict[str, UUID] = field(default_factory=dict)
    asked: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    @cached_property
    def proposed(self) -> Mapping[str, Proposed]:
        """The file's amendments by their codes."""
        return {entry.id: entry for entry in self.assembly.amendments}

    @cached_property
    def tabled(self) -> Mapping[str, Tabled]:
        """The file's recommendations by their codes."""
        return {entry.id: entry for entry in self.assembly.recommendations}

    def code_of(self, amendment_id: UUID) -> str:
        """What the file calls this amendment."""
        return next(code for code, known in self.filed.items() if known == amendment_id)

    def row(self, code: str) -> Amendment:
        """The amendment as it stands now."""
        return db.session.get_one(Amendment, self.filed[code])

    def rows(self) -> Iterator[tuple[Proposed, Amendment]]:
        """Every amendment that was filed, with what the file says of it, in filing order."""
        for code in self.filed:
            yield self.proposed[code], self.row(code)

    def theme_of(self, proposed: Proposed) -> str:
        """The theme in which the amendment is decided."""
        target = proposed.target
        if target in self.proposed:
            return self.theme_of(self.proposed[target])
        return self.tabled[target].theme if target in self.tabled else target

    def uid_of(self, code: str) -> str | None:
        """The uid of a recommendation of the file, tabled or brought by an amendment; None if it is not there."""
        if code in self.tabled:
            return code
        brought = [entry.id for entry in self.assembly.amendments if entry.creates == code and entry.id in self.filed]
        return self.row(brought[0]).unit_uid if brought else None

    def unit_code(self, uid: str) -> str:
        """What the file calls the recommendation with this uid."""
        brought = {row.unit_uid: entry.creates for entry, row in self.rows() if entry.creates}
        return brought.get(uid) or uid

    def delegate(self, code: str) -> Actor:
        """The named delegate; whoever the file does not name speaks through the secretariat."""
        return self.scene.delegates.get(code, self.scene.secretariat)
