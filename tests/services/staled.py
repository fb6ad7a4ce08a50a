"""An assembly one of whose language versions has not followed the others."""

from dataclasses import replace
from uuid import uuid4

from recommendations.domain.proposals import Proposal
from recommendations.services.filing.amending import file_amendment, judge_amendment
from recommendations.services.texts.revisions import newest_revision
from recommendations.services.voting.targets import on_amendment
from recommendations.storage.database import db
from tests.chains import Assembly, hold_poll
from tests.factories import make_unit


def amend_in_english(assembly: Assembly) -> None:
    """The English words alone are changed by an adopted amendment, so that the French ones are stale."""
    revision = newest_revision(db.session(), assembly.theme_ids[0])
    assert revision is not None
    unit = revision.unit_texts("r2a")["en"]
    spans = make_unit("r2a", "Light all streets. [en]").paragraphs[0].spans
    words = replace(unit, paragraphs=(replace(unit.paragraphs[0], spans=spans),))
    wish = Proposal(revision.id, "r2a", "en", {"en": words}, "All streets", key=uuid4().hex)
    amendment_id = file_amendment(assembly.delegates[0], assembly.theme_ids[0], wish)
    judge_amendment(assembly.chair, amendment_id, is_admissible=True)
    hold_poll(assembly, on_amendment(amendment_id))
