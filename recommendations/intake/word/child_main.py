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
from pathlib import Path

MEMORY = 512 * 1024 * 1024
CPU_SECONDS = 20
MOST_ANSWER = 30_000_000
_ROOT = Path(__file__).resolve().parents[3]


def main() -> None:
    """Read the question, become unable to do anything else, and answer."""
    # Importing the package as everybody else does would start the whole application in here.
    for name in ("recommendations", "recommendations.domain", "recommendations.intake"):
        package = types.ModuleType(name)
        package.__path__ = [str(_ROOT.joinpath(*name.split(".")))]
        sys.modules[name] = package
    answering = importlib.import_module("recommendations.intake.word.answering")
    for encoding in ("cp437", "utf-16", "utf-8-sig"):
        codecs.lookup(encoding)  # what would be looked up as a file later, when there is none any more
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    # With no descriptor left there is no file to open, and no network to reach.
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    # It reads one file and ends: what it leaves behind is nobody's business.
    gc.disable()
    length = int(sys.stdin.buffer.readline())
    question = json.loads(sys.stdin.buffer.read(length))
    answer = answering.answer(question, sys.stdin.buffer.read())
    written = json.dumps(answer, separators=(",", ":"))
    sys.stdout.write(written if len(written) <= MOST_ANSWER else json.dumps(answering.TOO_MUCH))


if __name__ == "__main__":
    main()
