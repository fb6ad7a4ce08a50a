"""Packages made in tests, and looked into."""

import io
import zipfile

from recommendations.domain.people import Actor
from recommendations.services.papers.package_making import workers
from recommendations.services.papers.packages import (
    PackageLine,
    make_package,
    package_file,
    packages_page,
)
from recommendations.storage.database import db
from tests.services.saying import Plain


def made(actor: Actor, number: int = 1) -> PackageLine:
    """The package after its worker has come to an end."""
    package = make_package(actor, number, Plain())
    wait()
    (line,) = [line for line in packages_page(actor).packages if line.number == package]
    return line


def wait() -> None:
    for worker in list(workers().values()):
        worker.join(60)
    db.session.remove()


def unzipped(actor: Actor, number: int = 1) -> dict[str, bytes]:
    _, content = package_file(actor, number)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
