from recommendations.domain.intake import Aside, ChangeKind, Doubt
from recommendations.web.returned import ASIDES, DOUBTS, KINDS


def test_everything_that_is_found_in_a_file_has_its_words() -> None:
    assert (set(KINDS), set(DOUBTS), set(ASIDES)) == (set(ChangeKind), set(Doubt), set(Aside))
