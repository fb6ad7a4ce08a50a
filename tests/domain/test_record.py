from dataclasses import replace

import pytest

from recommendations.domain.record import FIRST, Event, event_digest, first_fault


def chain(length: int) -> list[Event]:
    events: list[Event] = []
    for seq in range(1, length + 1):
        previous = events[-1].digest if events else FIRST
        at, content = f"2030-03-20T10:00:{seq:02d}+00:00", ("act", None, {"n": seq})
        events.append(Event(seq, at, "act", None, {"n": seq}, previous, event_digest(previous, seq, at, content)))
    return events


def test_an_untouched_chain_holds() -> None:
    assert first_fault(chain(5)) is None
    assert first_fault([]) is None


@pytest.mark.parametrize(
    "altered",
    [
        pytest.param({"kind": "other"}, id="another act"),
        pytest.param({"payload": {"n": 9}}, id="another figure"),
        pytest.param({"actor": "somebody"}, id="another actor"),
        pytest.param({"at": "2030-03-20T11:00:00+00:00"}, id="another time"),
        pytest.param({"seq": 9}, id="another place"),
        pytest.param({"previous": FIRST}, id="another past"),
        pytest.param({"digest": "f" * 64}, id="another hash"),
    ],
)
def test_whatever_is_altered_is_found(altered: dict[str, object]) -> None:
    events = chain(5)
    events[2] = replace(events[2], **altered)  # type: ignore[arg-type]  # one field at a time

    assert first_fault(events) == 3


def test_an_act_left_out_is_found() -> None:
    events = chain(5)
    del events[1]

    assert first_fault(events) == 2


def test_an_act_left_out_at_the_end_is_not_found_by_the_chain_alone() -> None:
    assert first_fault(chain(5)[:-1]) is None
