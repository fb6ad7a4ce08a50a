"""One measurement of `bench.word`, in a process that holds nothing but the writer: its name and size are arguments."""

import gc
import json
import resource
import sys
from collections.abc import Callable
from importlib import import_module

from bench import manifesto_sample as sample
from exports import frame
from exports.amendment_list import write_amendments
from exports.word import write_redline, write_word

WARM = 5


def _writer(name: str, size: int) -> Callable[[], bytes]:
    publication = sample.publication(size)
    amendments = sample.amendments(publication.manifesto, size)
    if name == "our redline, checked":
        redline = sample.redline(publication.manifesto)
        return lambda: write_redline(redline, "en")
    if name == "our writer":
        # What the checks cost is told apart.
        vars(frame)["ensure_sound"] = lambda _: None
    if name.startswith("our"):
        return lambda: write_word(publication, "en") + write_amendments(amendments, "en")
    # Imported where it is measured: nobody else has python-docx in memory.
    others = import_module("bench.word_by_others")
    other = others.with_pandoc if name == "pandoc" else others.with_python_docx
    return lambda: other(publication, amendments)


def measure(name: str, size: int) -> dict[str, float]:
    """CPU seconds of the first and of the best later document, and the peak of memory in MiB, in this process."""
    write = _writer(name, size)
    # What is to be written stands in memory in any case; looking through it for garbage is no part of writing.
    gc.collect()
    gc.freeze()
    who = resource.RUSAGE_CHILDREN if name == "pandoc" else resource.RUSAGE_SELF
    times = []
    for _ in range(1 if name == "pandoc" else 1 + WARM):
        start = _cpu(who)
        write()
        times.append(_cpu(who) - start)
    return {"cold": times[0], "warm": min(times[1:] or times), "peak": resource.getrusage(who).ru_maxrss / 1024}


def _cpu(who: int) -> float:
    usage = resource.getrusage(who)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], int(sys.argv[2]))))
