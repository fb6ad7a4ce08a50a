"""The files of a submission package: where each stands in it, and how it is written."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import gevent
from gevent.monkey import is_module_patched

from exports.akn import write_akn
from exports.amendment_list import write_amendments
from exports.json_file import write_json
from exports.letter import write_letter
from exports.minutes import write_minutes
from exports.pagination import paginated, pdf
from exports.roll import write_roll
from exports.summary import write_summary
from exports.votes_csv import write_votes
from exports.word import write_redline, write_word
from recommendations.domain.deliveries import PackageStep
from recommendations.domain.papers import Redline
from recommendations.services.papers.package_material import Material

T = TypeVar("T")
Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the package; ``write`` gets what is written already, and gives nothing where there is none."""

    step: PackageStep
    path: str
    write: Callable[[Files], bytes]


def parts_of(found: Material, office: str) -> list[Part]:
    """Every file in the order in which they are written; ``office`` is the program that makes PDFs, or empty."""
    pdfs: dict[str, bytes] = {}
    return [
        *_letters(found),
        *_manifesto(found, office, pdfs),
        *(_pdfs(found, office, pdfs) if office else ()),
        *_summaries(found),
        *_record(found),
        *_amendments(found),
        *_data(found),
    ]


def _letters(found: Material) -> Iterator[Part]:
    for place, recipient in enumerate(found.recipients, start=1):
        path = f"letters/{place:02d}-{_safe(recipient.addressee)}-{recipient.language}.docx"
        yield _paper(found, PackageStep.LETTERS, path, partial(write_letter, found.delivery, recipient))


def _manifesto(found: Material, office: str, pdfs: dict[str, bytes]) -> Iterator[Part]:
    for language in found.delivery.languages:
        path = _manifesto_path(found, language)
        yield Part(PackageStep.MANIFESTO, path, partial(_paginated, found, language, office, pdfs))
        if found.redline is not None:
            path = f"manifesto/manifesto-{found.number}-changes-{language}.docx"
            yield Part(PackageStep.MANIFESTO, path, partial(_redline, found, found.redline, language, office))


def _paginated(found: Material, language: str, office: str, pdfs: dict[str, bytes], _files: Files) -> bytes:
    value = found.delivery.publication
    # Pages are counted in the look in which the file leaves.
    laid = paginated(lambda pages: aside(lambda: found.dress(write_word(value, language, pages))), office)
    pdfs[_manifesto_path(found, language)] = laid.pdf
    return laid.content


def _redline(found: Material, redline: Redline, language: str, office: str, _files: Files) -> bytes:
    return paginated(lambda pages: aside(lambda: found.dress(write_redline(redline, language, pages))), office).content


def _pdfs(found: Material, office: str, pdfs: Mapping[str, bytes]) -> Iterator[Part]:
    for language in found.delivery.languages:
        source = _manifesto_path(found, language)
        yield Part(PackageStep.PDF, source.replace(".docx", ".pdf"), partial(_pdf, source, office, pdfs))


def _pdf(source: str, office: str, pdfs: Mapping[str, bytes], files: Files) -> bytes:
    # The last look at the pages was at this very file, unless they were still moving.
    return pdfs[source] or pdf(files[source], office)


def _summaries(found: Material) -> Iterator[Part]:
    for place, (addressee, _names) in enumerate(found.delivery.publication.manifesto.addressees, start=1):
        for language in found.delivery.languages:
            path = f"summaries/{place:02d}-{_safe(addressee)}-{language}.docx"
            yield _paper(
                found, PackageStep.SUMMARIES, path, partial(write_summary, found.delivery, addressee, language)
            )


def _record(found: Material) -> Iterator[Part]:
    for language in found.delivery.languages:
        minutes, roll = partial(write_minutes, found.minutes, language), partial(write_roll, found.roll, language)
        yield _paper(found, PackageStep.RECORD, f"record/minutes-{language}.docx", minutes)
        yield _paper(found, PackageStep.RECORD, f"record/participants-{language}.docx", roll)
    yield _part(PackageStep.RECORD, "record/votes.csv", partial(write_votes, found.delivery.publication))


def _amendments(found: Material) -> Iterator[Part]:
    for listed in found.amendments:
        for language in found.delivery.languages:
            path = f"amendments/{listed.number:02d}-{_safe(listed.theme)}-{language}.docx"
            yield _paper(found, PackageStep.AMENDMENTS, path, partial(write_amendments, listed, language))


def _data(found: Material) -> Iterator[Part]:
    value = found.delivery.publication
    yield _part(PackageStep.DATA, f"data/manifesto-{found.number}.json", partial(write_json, value))
    for language in found.delivery.languages:
        path = f"data/manifesto-{found.number}-{language}.akn.xml"
        yield _part(PackageStep.DATA, path, partial(write_akn, value, language))


def _paper(found: Material, step: PackageStep, path: str, write: Callable[[], bytes]) -> Part:
    """A Word file, in its look."""
    return _part(step, path, lambda: found.dress(write()))


def _part(step: PackageStep, path: str, write: Callable[[], bytes]) -> Part:
    return Part(step, path, lambda _files: aside(write))


def aside(work: Callable[[], T]) -> T:
    """The result of work that asks for the processor only: other greenlets go on meanwhile."""
    if is_module_patched("threading"):
        result: T = gevent.get_hub().threadpool.apply(work)
        return result
    return work()


def _manifesto_path(found: Material, language: str) -> str:
    return f"manifesto/manifesto-{found.number}-{language}.docx"


def _safe(code: str) -> str:
    """A code of the edition as part of a file name."""
    return re.sub(r"[^A-Za-z0-9_-]", "-", code)
