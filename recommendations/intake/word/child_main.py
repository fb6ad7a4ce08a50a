"""The process in which an untrusted file is read: it limits itself first, and then has nothing but its input.

Started by ``child`` as a script. Its answer is one line of JSON.
"""

import codecs
import gc
import importlib
import json
import resource
import sys
import types
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

MEMORY = 512 * 1024 * 1024
CPU_SECONDS = 20
MOST_ANSWER = 30_000_000
Answer = Callable[[Mapping[str, Any], bytes], Mapping[str, Any]]
_ROOT = Path(__file__).resolve().parents[3]


def _limit(kind: int, soft: int, hard: int) -> None:
    """Set a limit, or keep a lower one that the operator has set."""
    most = resource.getrlimit(kind)[1]
    hard = hard if most == resource.RLIM_INFINITY else min(hard, most)
    try:
        resource.setrlimit(kind, (min(soft, hard), hard))
    except (OSError, ValueError):
        # macOS, where people try the house out, has not all of these limits; a server has.
        if sys.platform == "linux":
            raise


def main() -> None:
    """Read the question, become unable to do anything else, and answer."""
    # No path leads to the package in here, and nothing but these three folders of it is wanted.
    for name in ("recommendations", "recommendations.domain", "recommendations.intake"):
        package = types.ModuleType(name)
        package.__path__ = [str(_ROOT.joinpath(*name.split(".")))]
        sys.modules[name] = package
    answering = importlib.import_module("recommendations.intake.word.answering")
    answers = importlib.import_module("recommendations.intake.word.answers")
    answer_input(answering.answer, answers.TOO_MUCH)


def answer_input(answer: Answer, too_much: Mapping[str, Any]) -> None:
    """Become unable to do anything else, and write what is answered to the question and the file on the input."""
    for encoding in ("cp437", "utf-16", "utf-8-sig"):
        codecs.lookup(encoding)  # what would be looked up as a file later, when there is none any more
    _limit(resource.RLIMIT_AS, MEMORY, MEMORY)
    _limit(resource.RLIMIT_CPU, CPU_SECONDS, CPU_SECONDS + 1)
    _limit(resource.RLIMIT_CORE, 0, 0)
    _limit(resource.RLIMIT_FSIZE, 0, 0)
    # With no descriptor left there is no file to open, and no network to reach.
    _limit(resource.RLIMIT_NOFILE, 3, 3)
    _limit(resource.RLIMIT_NPROC, 0, 0)
    # It reads one file and ends: what it leaves behind is nobody's business.
    gc.disable()
    length = int(sys.stdin.buffer.readline())
    question = json.loads(sys.stdin.buffer.read(length))
    written = json.dumps(answer(question, sys.stdin.buffer.read()), separators=(",", ":"))
    sys.stdout.write(written if len(written) <= MOST_ANSWER else json.dumps(too_much))


if __name__ == "__main__":
    main()
