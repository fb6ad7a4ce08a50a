from collections import Counter

from recommendations.domain.polls import PollClosed
from recommendations.domain.refusals import Refused, kinds


def test_the_code_is_the_name_of_the_state_that_refuses() -> None:
    assert PollClosed.code == "poll-closed"


def test_every_kind_has_a_code_of_its_own() -> None:
    codes = Counter(kind.code for kind in kinds() if kind.__module__.startswith("recommendations."))

    assert [code for code, times in codes.items() if times > 1] == []
    assert Refused.code not in codes
