"""Several people who act at the same moment."""

from collections.abc import Callable, Sequence
from threading import Barrier, Thread

from flask import Flask

from recommendations.domain.refusals import Refused


def in_threads(app: Flask, jobs: Sequence[Callable[[], object]]) -> list[object]:
    """What each job returned or raised, all started at once, each with a context of its own."""
    results: list[object] = [None] * len(jobs)
    line = Barrier(len(jobs))

    def run(place: int) -> None:
        with app.app_context():
            line.wait()
            try:
                results[place] = jobs[place]()
            except Refused as refused:
                results[place] = refused

    threads = [Thread(target=run, args=(place,)) for place in range(len(jobs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
