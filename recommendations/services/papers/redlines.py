"""A manifesto against the tabled texts: each adopted change with the member that proposed it and the vote on it."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from recommendations.domain.amendments import IN_TEXT, AmendmentKind
from recommendations.domain.manifesto import Translations
from recommendations.domain.manuscript import in_order
from recommendations.domain.papers import Attribution, Contribution, Redline
from recommendations.domain.polls import PollState
from recommendations.domain.proposals import THEME_TITLE
from recommendations.services.amendments.wordings import amended_units, tabled_units
from recommendations.services.manifesto.adopting import composed
from recommendations.services.manifesto.publishing import publication
from recommendations.services.papers.telling import Teller
from recommendations.services.papers.working_papers import day_there
from recommendations.services.texts.consolidating import in_text
from recommendations.services.texts.revisions import tabled_revision
from recommendations.storage.amendments import Amendment, amendments_on, proposers
from recommendations.storage.editions import Edition, themes_of
from recommendations.storage.manifestos import ManifestoRow
from recommendations.storage.polls import polls_on_amendment
from recommendations.storage.revisions import tabled_revision_row

TABLED = {"en": "the text as tabled", "fr": "le texte déposé"}


def redline(session: Session, row: ManifestoRow, teller: Teller) -> Redline:
    """The manifesto against what was tabled of the same recommendations.

    Raises:
        ManuscriptDamaged, NothingAdopted.
    """
    edition = session.get_one(Edition, row.edition_id)
    revisions = [tabled_revision_row(session, theme.id) for theme in themes_of(session, edition.id)]
    rows = [
        amendment
        for revision in revisions
        if revision is not None
        for amendment in in_text(amendments_on(session, revision.id, IN_TEXT))
    ]
    return Redline(
        base=composed(session, edition.id, tabled_revision),
        base_name=in_order(TABLED, tuple(edition.languages)),
        publication=publication(session, row),
        contributions=tuple(_contributions(session, edition, rows, teller)),
        edited_on=day_there(edition, row.composed_at),
    )


def _contributions(
    session: Session, edition: Edition, rows: Sequence[Amendment], teller: Teller
) -> Iterator[Contribution]:
    named = proposers(session, [row.id for row in rows])
    for row in rows:
        if row.unit_uid == THEME_TITLE:
            continue
        author = named.get(row.id, ("", ""))[0]
        changed = day_there(edition, row.filed_at)
        by = Attribution(author, changed, row.label, _votes(session, row.id, tuple(edition.languages), teller))
        before, after = tabled_units(session, row), amended_units(session, row)
        for language in row.amended:
            is_new = row.kind is AmendmentKind.NEW_UNIT
            yield Contribution(language, None if is_new else before.get(language), after.get(language), by)


def _votes(
    session: Session, amendment_id: UUID, languages: tuple[str, ...], teller: Teller
) -> tuple[Translations, ...]:
    announced = [poll for poll in polls_on_amendment(session, amendment_id) if poll.state is PollState.ANNOUNCED]
    return tuple(tuple((language, teller.outcome(poll, language)) for language in languages) for poll in announced)
