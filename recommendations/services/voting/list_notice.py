"""The list is published some time before the first poll, where the rules ask for it (R11)."""

from datetime import timedelta

from sqlalchemy.orm import Session

from recommendations.domain.editions import rule_set
from recommendations.domain.polls import PollSubject
from recommendations.domain.voting_list import ListNotPublished
from recommendations.storage.database import now
from recommendations.storage.editions import Edition
from recommendations.storage.polls import Poll
from recommendations.storage.voting_lists import list_versions

ON_THE_LIST = frozenset({PollSubject.AMENDMENT, PollSubject.BLOCK, PollSubject.RECOMMENDATION})


def ensure_notice(session: Session, poll: Poll) -> None:
    """The list of the poll's theme has been public for as long as the rules ask.

    Raises:
        ListNotPublished: it is not, or not for long enough.
    """
    minutes = rule_set(session.get_one(Edition, poll.edition_id).rules).list_notice_minutes
    if minutes is None or poll.theme_id is None or poll.subject not in ON_THE_LIST:
        return
    versions = list_versions(session, poll.theme_id)
    if not versions or versions[0].published_at + timedelta(minutes=minutes) > now():
        raise ListNotPublished(minutes=minutes)
