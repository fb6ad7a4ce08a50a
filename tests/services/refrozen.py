"""An assembly whose text is frozen again, and amendments that stand on it or not."""

from dataclasses import replace
from uuid import UUID

from recommendations.domain.amendments import Procedure, VersionCause
from recommendations.domain.proposals import Proposal
from recommendations.domain.text import Paragraph, Span, Unit, UnitKind
from recommendations.services.filing.amending import file_amendment
from recommendations.services.filing.rebasing import carry_over
from recommendations.services.texts.revisions import Frame, store_revision
from recommendations.storage.database import db, transaction
from recommendations.storage.editions import Theme
from recommendations.storage.revisions import tabled_revision_row
from recommendations.storage.wordings import versions_of
from tests.services.assembly import ENGLISH, FRENCH, OTHER, Assembly, changed, filed, make_assembly, proposal

TWICE = changed(ENGLISH, "once", "twice")
QUIETER = changed(ENGLISH, "for four years", "for eight years")
RETOLD = changed(ENGLISH, "once a year", "now and then")
SLEEP = Unit("", UnitKind.RECOMMENDATION, (Paragraph("n1", (Span("Cities should sleep."),)),), "Sleep")


def frozen_again(
    assembly: Assembly, *english: Unit, french: tuple[Unit, ...] = (FRENCH, OTHER), title: str = ""
) -> Assembly:
    """The assembly with this text in the place of the one before, under this title if there is one."""
    frame = Frame({"en": title}, {}) if title else None
    with transaction() as session:
        theme = session.get_one(Theme, assembly.theme_id)
        before = tabled_revision_row(session, theme.id)
        revision = store_revision(session, theme.id, {"en": english, "fr": french}, frame=frame)
        carry_over(session, theme, before.id if before else None, revision, assembly.chair)
        return replace(assembly, revision_id=revision.id)


def sub(assembly: Assembly, parent: UUID, unit: Unit) -> UUID:
    wish = proposal(assembly, unit, procedure=Procedure.SUB_AMENDMENT, amends_id=parent)
    return file_amendment(assembly.other_delegate, assembly.theme_id, wish)


def causes(amendment_id: UUID) -> list[VersionCause]:
    return [version.cause for version in versions_of(db.session(), amendment_id)]


def lost(**fields: object) -> tuple[Assembly, UUID]:
    """An amendment whose words are others on the newest text."""
    assembly = make_assembly(**fields)
    amendment_id = filed(assembly, "once", "twice")
    return frozen_again(assembly, RETOLD, OTHER), amendment_id


def anew(assembly: Assembly, **fields: object) -> Proposal:
    unit = changed(RETOLD, "now and then", "every day")
    return proposal(assembly, unit, **({"title": "Daily figures", "reason": "More."} | fields))
