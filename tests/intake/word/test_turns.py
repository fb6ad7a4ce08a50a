"""Files from outside are read two at a time, however many are sent."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from recommendations.domain.intake import PlainFile, ReadersBusy
from recommendations.intake.word import child

# Notes how many of its kind run beside it, and takes its time.
SLOW = """
import pathlib, sys, time
here = pathlib.Path(__file__).parent
mine = here / f"running-{time.monotonic_ns()}"
mine.touch()
(here / f"seen-{mine.name}").write_text(str(len(list(here.glob("running-*")))))
sys.stdin.buffer.read()
time.sleep(0.4)
mine.unlink()
print('{"found": {"properties": {}, "paragraphs": ["read"]}}')
"""


@pytest.fixture
def slow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a reader that takes its time."""
    program = tmp_path / "slow.py"
    program.write_text(SLOW)
    monkeypatch.setattr(child, "_PROGRAM", program)
    return tmp_path


def _sent(_number: int) -> PlainFile | None:
    try:
        return child.plain_file(b"a file")
    except ReadersBusy:
        return None


def test_two_files_at_most_are_read_at_a_time_and_the_others_wait(slow: Path) -> None:
    with ThreadPoolExecutor(6) as senders:
        answers = list(senders.map(_sent, range(6)))

    assert answers == [PlainFile({}, ("read",))] * 6
    assert max(int(seen.read_text()) for seen in slow.glob("seen-*")) <= 2


@pytest.mark.usefixtures("slow")
def test_who_has_waited_in_vain_is_told_and_the_next_is_served(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "PATIENCE_SECONDS", 0.1)

    with ThreadPoolExecutor(8) as senders:
        answers = list(senders.map(_sent, range(8)))

    assert answers.count(None) == 6
    assert _sent(9) == PlainFile({}, ("read",))
