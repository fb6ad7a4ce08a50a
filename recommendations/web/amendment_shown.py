"""The page of one amendment, also when a form on it was refused and keeps what was typed."""

from collections.abc import Mapping
from uuid import UUID

from flask import render_template

from recommendations.domain.amendments import Advice
from recommendations.services.amendments.acts import acts_on
from recommendations.services.amendments.pages import amendment_page
from recommendations.services.amendments.views import Act
from recommendations.services.chronicle import Entry
from recommendations.web.access import current_actor
from recommendations.web.record import act_in_words


def shown(amendment_id: UUID, error: tuple[str, str] | None = None, typed: Mapping[str, str] | None = None) -> str:
    """The page; ``error`` names a field and says what is wrong with it, ``typed`` is what its form held."""
    actor = current_actor()
    page = amendment_page(actor, amendment_id)
    return render_template(
        "amending/show.html",
        page=page,
        acts=acts_on(actor, amendment_id),
        errors=[error] if error else [],
        typed=typed or {},
        advices_listed=list(Advice),
        act_in_words=_in_words,
    )


def _in_words(act: Act) -> str:
    """The act as the record says it."""
    return act_in_words(Entry(0, act.at, act.kind, act.person, act.details, ""))
