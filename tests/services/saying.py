"""Somebody who says things to papers, for tests that ask who is asked for what."""

from recommendations.domain.people import Role
from recommendations.services.chronicle import Entry
from recommendations.storage.polls import Poll


class Plain:
    """Says everything in codes, so that a test sees who is asked for what."""

    def act(self, entry: Entry, language: str) -> str:
        return f"{language}:{entry.kind}"

    def outcome(self, poll: Poll, language: str) -> str:
        return f"{language}:{(poll.outcome or {})['yes']}"

    def office(self, role: Role, language: str) -> str:
        return f"{language}:{role.value}"
