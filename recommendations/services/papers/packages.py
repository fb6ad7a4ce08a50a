"""Submission packages: asked for, listed, taken away; made by a worker beside the requests."""

import threading
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import Flask, current_app
from sqlalchemy.orm import Session

from recommendations.config import Settings
from recommendations.domain.deliveries import PackageFault, PackageInWork, PackageState
from recommendations.domain.people import Actor
from recommendations.domain.permissions import Action, Subject, ensure_permitted, permits
from recommendations.domain.refusals import NotFound
from recommendations.services.facts import PackageChanged, tell
from recommendations.services.manifesto.manifestos import own_manifesto
from recommendations.services.papers.package_making import Order, give_up, make, workers
from recommendations.services.papers.telling import Teller
from recommendations.storage.database import db, now, transaction
from recommendations.storage.deliveries import (
    Package,
    last_package_number,
    package_by_number,
    packages_of,
    recipients_of,
    template_of,
    templates_of,
    unfinished_packages,
)
from recommendations.storage.manifestos import ManifestoRow, manifestos_of
from recommendations.storage.people import names_of
from recommendations.storage.record import lock_chain


@dataclass(frozen=True, slots=True)
class PackageLine:
    """A package in the list; ``step`` with ``done`` of ``total`` say how far it is while it is made.

    ``template`` is the name of the Word template that its documents wear, empty for the house's own look.
    """

    number: int
    manifesto: int
    state: PackageState
    step: str
    done: int
    total: int
    fault: str
    left_out: tuple[str, ...]
    has_pdf: bool
    template: str
    sha256: str
    size: int
    name: str
    created_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class PackagesPage:
    """The packages, newest first; of which ``manifestos`` one can be made, and to how many it would go."""

    packages: tuple[PackageLine, ...]
    manifestos: tuple[int, ...]
    recipients: int
    has_office: bool
    can_make: bool

    @property
    def is_busy(self) -> bool:
        """Whether a package is being made."""
        return any(not line.state.is_finished for line in self.packages)


def packages_page(actor: Actor) -> PackagesPage:
    """The packages of the actor's edition.

    Raises:
        NotPermitted.
    """
    subject = Subject(actor.edition_id)
    ensure_permitted(actor, Action.READ_PACKAGES, subject)
    session = db.session()
    rows = packages_of(session, actor.edition_id)
    numbers = {row.id: row.number for row in manifestos_of(session, actor.edition_id)}
    names = names_of(session, {row.person_id for row in rows})
    templates: dict[UUID | None, str] = {row.id: row.name for row in templates_of(session, actor.edition_id)}
    settings: Settings = current_app.config["SETTINGS"]
    return PackagesPage(
        packages=tuple(
            _line(row, numbers[row.manifesto_id], names.get(row.person_id, ""), templates.get(row.template_id, ""))
            for row in rows
        ),
        manifestos=tuple(numbers.values()),
        recipients=len(recipients_of(session, actor.edition_id)),
        has_office=settings.has_office,
        can_make=permits(actor, Action.MAKE_PACKAGE, subject),
    )


def make_package(actor: Actor, number: int, teller: Teller) -> int:
    """A package of this manifesto is being made, under the number that is returned; one of an edition at a time.

    Raises:
        NotPermitted, NotFound, PackageInWork.
    """
    ensure_permitted(actor, Action.MAKE_PACKAGE, Subject(actor.edition_id))
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - the proxy's only way out
    with transaction() as session:
        lock_chain(session, actor.edition_id)
        row = own_manifesto(session, actor, number)
        _ensure_alone(session, actor)
        package = _waiting(session, row, actor)
        worker = threading.Thread(target=make, args=(app, Order(package.id, actor, teller)), daemon=True)
        # Before the commit: whoever sees the row has to see that somebody works on it.
        workers()[package.id] = worker
    worker.start()
    tell(PackageChanged(actor.edition_id))
    return package.number


def package_file(actor: Actor, number: int) -> tuple[str, bytes]:
    """File name and content of a package that is ready.

    Raises:
        NotPermitted, NotFound.
    """
    ensure_permitted(actor, Action.READ_PACKAGES, Subject(actor.edition_id))
    row = package_by_number(db.session(), actor.edition_id, number)
    if row is None or row.content is None or row.state is not PackageState.READY:
        raise NotFound
    manifesto = db.session.get_one(ManifestoRow, row.manifesto_id)
    return f"manifesto-{manifesto.number}-package-{row.number}.zip", row.content


def give_up_interrupted() -> None:
    """What an earlier process had not finished has failed; called before the server answers anybody."""
    with transaction() as session:
        for row in unfinished_packages(session):
            give_up(row, PackageFault.INTERRUPTED)


def _ensure_alone(session: Session, actor: Actor) -> None:
    for row in unfinished_packages(session, actor.edition_id):
        if row.id in workers():
            raise PackageInWork
        give_up(row, PackageFault.INTERRUPTED)


def _waiting(session: Session, row: ManifestoRow, actor: Actor) -> Package:
    template = template_of(session, row.edition_id)
    package = Package(
        edition_id=row.edition_id,
        manifesto_id=row.id,
        number=last_package_number(session, row.edition_id) + 1,
        state=PackageState.WAITING,
        template_id=template.id if template else None,
        person_id=actor.person_id,
        created_at=now(),
    )
    session.add(package)
    session.flush()
    return package


def _line(row: Package, manifesto: int, name: str, template: str) -> PackageLine:
    is_lost = not row.state.is_finished and row.id not in workers()
    return PackageLine(
        number=row.number,
        manifesto=manifesto,
        state=PackageState.FAILED if is_lost else row.state,
        step=row.step,
        done=row.done,
        total=row.total,
        fault=PackageFault.INTERRUPTED if is_lost else row.fault,
        left_out=tuple(row.left_out),
        has_pdf=row.has_pdf,
        template=template,
        sha256=row.sha256,
        size=row.size,
        name=name,
        created_at=row.created_at,
        finished_at=row.finished_at,
    )
