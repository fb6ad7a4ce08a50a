"""What papers need to be told in words: the doors above know the languages, the use cases do not."""

from typing import Protocol

from recommendations.domain.people import Role
from recommendations.services.chronicle import Entry
from recommendations.storage.polls import Poll


class Teller(Protocol):
    """Says in a language what the interface says in the reader's; one is handed to whoever fills papers."""

    def act(self, entry: Entry, language: str) -> str:
        """An entry of the record."""
        ...

    def outcome(self, poll: Poll, language: str) -> str:
        """The result of an announced poll with its figures."""
        ...

    def office(self, role: Role, language: str) -> str:
        """A role."""
        ...
