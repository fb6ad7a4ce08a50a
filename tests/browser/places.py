"""Every page of the product in the demonstration edition: where it is, whose it is, and what they do there first."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import Flask
from playwright.sync_api import Page, Response

from recommendations.domain.amendments import AmendmentState
from recommendations.domain.polls import PollState
from recommendations.services.people.signing_in import issue_link
from tests.browser import acts, demonstrated
from tests.browser.word_places import STRANGER, published, word_files

VOTED = "delegate who has voted"
# Answers for machines and files to take away.
NOT_PAGES = frozenset(
    {
        "static",
        "home.health",
        "home.robots",
        "adopting.word",
        "adopting.data",
        "adopting.paper",
        "filing.write_rebase_as_officer",  # the page of write_rebase, under an officer's permission
        "packages.download",
        "published.word",
        "published.data",
        "record.download",
        "signing.mandate",
        "word_files.download",
        "word_templates.manifesto",
        "word_templates.sample",
    }
)
DRAFTED, CLOSED, FROZEN, DECIDED, PREAMBLE = "T09", "T10", "T04", "T01", "T00"

Act = Callable[[Page], None]
Values = dict[str, Any]


@dataclass(frozen=True)
class Place:
    """A page in somebody's browser, reached by an address and, where it takes one, an act; ``status`` is its answer."""

    name: str
    role: str
    endpoint: str
    path: str
    status: int = 200
    act: Act | None = None

    def arrive(self, page: Page) -> int:
        """Go there; the status of the last page that was answered."""
        answered: list[int] = []

        def note(response: Response) -> None:
            if response.request.is_navigation_request():
                answered.append(response.status)

        page.on("response", note)
        page.goto(self.path)
        if self.act:
            self.act(page)
            page.wait_for_load_state()
        page.remove_listener("response", note)
        return answered[-1]


def places(app: Flask) -> list[Place]:
    """Every page there is while the assembly is at work."""
    with app.app_context(), app.test_request_context():
        return [
            _place(app, *entry)
            for entries in (_doors, _texts, partial(word_files, FROZEN, DRAFTED), _after, _amendments, _votes, _desks)
            for entry in entries()
        ]


def later_places(app: Flask) -> list[Place]:
    """The pages that are there, or look otherwise, once the manifesto is adopted."""
    with app.app_context(), app.test_request_context():
        return [_place(app, *entry) for entry in _end()]


Entry = tuple[Any, ...]


def _place(app: Flask, name: str, role: str, endpoint: str, values: Values, *rest: Any) -> Place:  # noqa: ANN401 - the other fields of a place
    path = app.url_for(endpoint, **values) if endpoint else values["path"]
    return Place(name, role, endpoint, path, *rest)


def _doors() -> Iterator[Entry]:
    delegate = demonstrated.waiting_voters()[-1]
    yield "front page of a stranger", STRANGER, "home.index", {}
    yield "sign-in", STRANGER, "people.sign_in", {}
    yield "sign-in with a wrong code", STRANGER, "people.sign_in", {}, 422, acts.type_a_wrong_code
    yield "personal link", STRANGER, "people.enter_page", {"token": issue_link(delegate.id, None)}
    yield "dead link", STRANGER, "people.enter_page", {"token": "nobodys"}, 404
    yield "accessibility", STRANGER, "home.accessibility", {}
    yield "no such page", STRANGER, "", {"path": "/nowhere"}, 404
    yield "home of a delegate", "delegate", "home.index", {}
    yield "open menu", "delegate", "home.index", {}, 200, acts.open_menu
    yield "home of the chair", "chair", "home.index", {}
    yield "home of the secretariat", "secretariat", "home.index", {}
    yield "home of a rapporteur", "rapporteur", "home.index", {}
    yield "my devices", "delegate", "people.sessions", {}
    yield "not permitted", "delegate", "voting.chair", {}, 403
    yield "record", "observer", "record.show", {}


def _texts() -> Iterator[Entry]:
    drafted = {"theme_id": demonstrated.theme(DRAFTED)}
    decided = {"theme_id": demonstrated.theme(DECIDED)}
    yield "theme in drafting", "delegate", "home.theme", drafted
    yield "frozen theme", "delegate", "home.theme", {"theme_id": demonstrated.theme(FROZEN)}
    yield "decided theme", "delegate", "home.theme", decided
    yield "preamble", "delegate", "home.theme", {"theme_id": demonstrated.theme(PREAMBLE)}
    yield "draft of a rapporteur", "rapporteur", "drafting.draft", drafted | {"language": "en"}, 200, acts.write
    yield "draft of a follower", "observer", "drafting.draft", drafted | {"language": "en"}, 200, acts.follow
    yield "closing the drafting", "rapporteur", "drafting.drafting_page", drafted
    yield "freezing", "rapporteur", "drafting.freeze_page", drafted
    yield "tabled version", "delegate", "revisions.show", decided | {"number": 1}
    yield "consolidated version", "delegate", "revisions.show", decided | {"number": 2}
    yield "recommendation with rivals", "delegate", "amending.unit", decided | {"uid": "t01-r4"}
    yield "decided recommendation", "delegate", "amending.unit", decided | {"uid": "t01-r1"}


def _after() -> Iterator[Entry]:
    """The pages of what is put right, checked and brought together once the assembly has decided."""
    decided = {"theme_id": demonstrated.theme(DECIDED)}
    yield "differences since adoption", "observer", "correcting.index", {}
    yield "corrections of a theme", "secretariat", "correcting.theme", decided, 200, acts.unfold
    yield "correction form", "secretariat", "correcting.write", decided | {"uid": "t01-r1"}
    yield (
        "correction form with an error",
        "secretariat",
        "correcting.write",
        decided | {"uid": "t01-r1"},
        422,
        acts.correct_nothing,
    )
    yield "language check", "secretariat", "language_checks.index", {}, 200, acts.unfold
    yield "contradictions", "chair", "contradictions.index", {}
    yield "merging themes", "secretariat", "merging.write", {}
    yield "merging themes, before it is done", "secretariat", "merging.write", {}, 200, acts.choose_themes
    yield "corrigenda", "delegate", "corrigenda.index", {"number": 1}
    yield "corrigendum form", "secretariat", "corrigenda.write", {"number": 1, "uid": "t01-r1"}


def _amendments() -> Iterator[Entry]:
    unit = {"theme_id": demonstrated.theme(FROZEN), "uid": "t04-r2"}
    yield "filing form", "delegate", "filing.write", unit, 200, acts.unfold
    yield "filing form with an error", "delegate", "filing.write", unit, 422, acts.change_nothing
    yield "preview", "delegate", "filing.write", unit, 200, acts.propose
    yield "form of a compromise", "chair", "filing.write_compromise", unit, 200, acts.unfold
    yield "form of an oral amendment", "chair", "filing.write_oral", unit, 200, acts.unfold
    theme = {"theme_id": demonstrated.theme(FROZEN)}
    yield "form of a new recommendation", "delegate", "filing.write_new", theme, 200, acts.unfold
    yield "form of a title", "delegate", "filing.write_title", theme, 200, acts.unfold
    yield "form of a wording throughout", "delegate", "throughout.write", theme, 200, acts.unfold
    yield "my amendments", "delegate", "my_amendments.mine", {}
    yield "deadline", "secretariat", "deadlines.show", {}
    lost = {"amendment_id": demonstrated.amendment(AmendmentState.NEEDS_REBASE)}
    yield "form of an adaptation", "secretariat", "filing.write_rebase", lost, 200, acts.unfold
    yield "amendments", "observer", "amending.index", {}
    for state in (AmendmentState.TABLED, AmendmentState.ADOPTED, AmendmentState.FALLEN, AmendmentState.INADMISSIBLE):
        yield f"{state} amendment", "delegate", "amending.show", {"amendment_id": demonstrated.amendment(state)}
    tabled = {"amendment_id": demonstrated.amendment(AmendmentState.TABLED)}
    yield "amendment to be judged", "chair", "amending.show", tabled, 200, acts.unfold
    yield "amendments found by words", "secretariat", "amending.index", {"words": "e"}, 200, acts.unfold
    yield "amendment to be advised on", "secretariat", "amending.show", tabled, 200, acts.unfold
    yield "parts of an amendment", "chair", "splitting.form", theme | tabled
    rivals = {"theme_id": demonstrated.theme(DECIDED), "uid": "t01-r4"}
    yield "synopsis of a theme", "observer", "synopsis.theme", {"theme_id": rivals["theme_id"]}
    yield "synopsis of a recommendation", "delegate", "synopsis.unit", rivals
    yield "compromise workshop", "chair", "synopsis.compromise", rivals
    yield "form of a sub-amendment", "delegate", "filing.write_sub", tabled, 200, acts.unfold


def _votes() -> Iterator[Entry]:
    yield "what is on now", "delegate", "voting.now", {}
    yield "receipt", VOTED, "voting.now", {}
    yield "open poll", "delegate", "voting.poll", {"poll_id": demonstrated.poll(PollState.OPEN)}, 200, acts.unfold
    yield "open poll, voted", VOTED, "voting.poll", {"poll_id": demonstrated.poll(PollState.OPEN)}
    for state in (PollState.PREPARED, PollState.ANNOUNCED, PollState.ANNULLED):
        yield f"{state} poll", "delegate", "voting.poll", {"poll_id": demonstrated.poll(state)}, 200, acts.unfold
    yield "polls", "observer", "voting.polls", {}
    yield "projector", "observer", "voting.projector", {}
    listed = {"theme_id": demonstrated.theme(FROZEN)}
    yield "voting list", "delegate", "lists.show", listed, 200, acts.unfold
    yield "voting list on paper", "delegate", "lists.paper", listed
    yield "what if", "delegate", "lists.preview", listed | {"uid": "t04-r2"}
    yield "order of the votes", "chair", "lists.edit", listed, 200, acts.unfold
    yield (
        "voting list half decided",
        "delegate",
        "lists.show",
        {"theme_id": demonstrated.theme(DECIDED)},
        200,
        acts.unfold,
    )


def _desks() -> Iterator[Entry]:
    delegate = {"person_id": demonstrated.waiting_voters()[-2].id}
    yield "desk", "chair", "voting.chair", {}, 200, acts.unfold
    yield "desk with an error", "chair", "voting.chair", {}, 422, acts.annul_without_reason
    yield "participants", "secretariat", "participants.index", {}
    yield "nobody found", "secretariat", "participants.index", {"words": "Nobody at all"}
    yield "participant", "secretariat", "participants.show", delegate
    yield "participant with a code", "secretariat", "participants.show", delegate, 200, acts.press("Issue a code")
    yield "participant with a link", "secretariat", "participants.show", delegate, 200, acts.press("Issue a link")
    yield "manifesto", "secretariat", "adopting.manifesto", {}
    yield "recipients", "secretariat", "recipients.index", {}
    yield "recipients with an error", "secretariat", "recipients.index", {}, 422, acts.add_nobody
    yield "changing a recipient", "secretariat", "recipients.write", {"recipient_id": demonstrated.recipient()}
    yield "packages", "secretariat", "packages.index", {}
    yield "reading the manifesto", "delegate", "adopting.show", {"number": 1}, 200, acts.unfold


def _end() -> Iterator[Entry]:
    manifesto, closed = {"number": 1}, {"theme_id": demonstrated.theme(CLOSED)}
    yield "manifesto adopted", "secretariat", "adopting.manifesto", {}
    yield "adopted manifesto", "delegate", "adopting.show", manifesto
    yield "signing", "president", "signing.show", manifesto
    yield "signing with errors", "president", "signing.show", manifesto, 422, acts.sign_unread
    yield "passkeys", "president", "signing.passkeys", {}
    yield "signing as another signatory", "signatory", "signing.show", manifesto, 422, acts.sign_unread
    yield "joining the manifesto", "delegate", "signing.joining", manifesto
    yield "packages made", "secretariat", "packages.index", {}, 200, acts.make_package
    yield from published()
    yield "home of the president", "president", "home.index", {}
    yield "nothing is on", "delegate", "voting.now", {}
    yield "closed poll", "delegate", "voting.poll", {"poll_id": demonstrated.poll(PollState.CLOSED)}
    yield "poll on the manifesto", "delegate", "voting.poll", {"poll_id": demonstrated.poll(PollState.ANNOUNCED)}
    yield "result to announce", "chair", "voting.chair", {}
    yield "projector after the vote", "observer", "voting.projector", {}
    yield "theme with closed drafting", "observer", "home.theme", closed
    yield "closed draft", "observer", "drafting.draft", closed | {"language": "fr"}, 200, acts.follow
