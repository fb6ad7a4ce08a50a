"""What papers say in words: the sentences of the pages, in whatever language the paper is."""

from flask_babel import force_locale
from flask_babel import gettext as _

from recommendations.domain.people import Role
from recommendations.services.chronicle import Entry
from recommendations.storage.polls import Poll
from recommendations.web.record import act_in_words
from recommendations.web.surroundings import ROLE_LABELS


class PageTeller:
    """Tells papers what pages tell their readers."""

    def act(self, entry: Entry, language: str) -> str:
        """The record's sentence for an act."""
        with force_locale(language):
            return act_in_words(entry)

    def outcome(self, poll: Poll, language: str) -> str:
        """The result of an announced poll with its figures."""
        figures = poll.outcome or {}
        said = {name: figures.get(name, "–") for name in ("yes", "no", "abstain")}
        with force_locale(language):
            if figures.get("adopted"):
                return str(_("Adopted: %(yes)s for, %(no)s against, %(abstain)s abstained.", **said))
            return str(_("Rejected: %(yes)s for, %(no)s against, %(abstain)s abstained.", **said))

    def office(self, role: Role, language: str) -> str:
        """The name of a role."""
        with force_locale(language):
            return str(ROLE_LABELS[role])
