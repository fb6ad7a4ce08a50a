"""News: what has just been committed, as topics, to everybody of the edition; pages fetch what it concerns."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from recommendations.services import facts
from recommendations.sockets.channel import channel, room_of_edition, socketio

TOPICS: dict[type[facts.Fact], Callable[..., list[str]]] = {
    facts.PollChanged: lambda fact: ["polls", f"poll:{fact.poll_id}"],
    facts.AmendmentChanged: lambda fact: ["amendments", f"amendments:{fact.theme_id}", f"theme:{fact.theme_id}"],
    facts.DeadlineChanged: lambda _fact: ["amendments"],
    facts.VotingListChanged: lambda fact: ["lists", f"list:{fact.theme_id}"],
    facts.TextFrozen: lambda fact: [f"theme:{fact.theme_id}", f"amendments:{fact.theme_id}"],
    facts.DraftingChanged: lambda fact: [f"theme:{fact.theme_id}"],
    facts.TextFilled: lambda fact: [f"theme:{fact.theme_id}"],
    facts.ThemesChanged: lambda _fact: ["themes"],
    facts.ParticipantsChanged: lambda _fact: ["participants"],
    facts.ManifestoChanged: lambda _fact: ["manifesto"],
    facts.PackageChanged: lambda _fact: ["packages"],
    facts.CorrectionsChanged: lambda _fact: ["corrections"],
}


def on_fact(fact: object) -> None:
    """Spread the news of a fact; participation in a poll at most once a second."""
    if isinstance(fact, facts.BallotCast):
        send = partial(_send, fact.edition_id, [f"participation:{fact.poll_id}"])
        channel().participation.soon(fact.poll_id, send)
    elif isinstance(fact, facts.Fact) and type(fact) in TOPICS:
        _send(fact.edition_id, TOPICS[type(fact)](fact))


def _send(edition_id: UUID, topics: list[str]) -> None:
    socketio.emit("news", {"topics": topics}, to=room_of_edition(edition_id))
