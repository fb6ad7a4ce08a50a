"""The worker that makes a submission package: part by part, telling how far it is, and what went wrong."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from uuid import UUID

from flask import Flask, current_app

from exports.bundle import write_bundle
from exports.lint import UnsoundDocumentError
from exports.readme import README, write_readme
from recommendations.config import Settings
from recommendations.domain.adoption import ManuscriptDamaged
from recommendations.domain.canonical import Json
from recommendations.domain.deliveries import Delivery, PackageFault, PackageState, PackageStep
from recommendations.domain.dress import TemplateUnfit
from recommendations.domain.people import Actor
from recommendations.services.facts import PackageChanged, tell
from recommendations.services.papers.dresses import in_template, undressed
from recommendations.services.papers.package_material import Material, material
from recommendations.services.papers.package_parts import aside, parts_of
from recommendations.services.papers.telling import Teller
from recommendations.services.recording import record
from recommendations.storage.database import db, now, transaction
from recommendations.storage.deliveries import Package, WordTemplate
from recommendations.storage.manifestos import ManifestoRow
from recommendations.storage.record import lock_chain

TOLD_EVERY = 0.5
"""Seconds between two news of one step."""
logger = logging.getLogger(__name__)


class NoLanguageError(Exception):
    """No language version of the manifesto can be delivered."""


@dataclass(frozen=True, slots=True)
class Order:
    """Which package is to be made, by whom it was asked for, and who says things in words."""

    package_id: UUID
    actor: Actor
    teller: Teller


@dataclass(slots=True)
class _Progress:
    """Tells how far the package is: at each new step, and now and then within one."""

    order: Order
    total: int
    step: PackageStep = PackageStep.READING
    told_at: float = field(default=float("-inf"))

    def tell(self, step: PackageStep, done: int) -> None:
        """So many parts are done, and this is being written."""
        if step is self.step and time.monotonic() - self.told_at < TOLD_EVERY:
            return
        self.step, self.told_at = step, time.monotonic()
        _update(self.order, lambda row: _advance(row, step, done, self.total))


def workers() -> dict[UUID, threading.Thread]:
    """Who is making which package in this process."""
    found: dict[UUID, threading.Thread] = current_app.extensions.setdefault("package_workers", {})
    return found


def make(app: Flask, order: Order) -> None:
    """The package is ready, or has failed and says why."""
    with app.app_context():
        try:
            _make(order)
        except Exception as error:
            logger.exception("A package was not made")
            _fail(order, error)
        finally:
            db.session.remove()
            workers().pop(order.package_id, None)
        # Only now the page shows one that can be made again.
        tell(PackageChanged(order.actor.edition_id))


def give_up(row: Package, fault: PackageFault) -> None:
    """The package has failed; another one can be made."""
    row.state, row.fault, row.finished_at = PackageState.FAILED, fault.value, now()


def _make(order: Order) -> None:
    settings: Settings = current_app.config["SETTINGS"]
    _Progress(order, 0).tell(PackageStep.READING, 0)
    found = _read(order)
    parts = parts_of(found, settings.office if settings.has_office else "")
    progress, files = _Progress(order, len(parts)), dict[str, bytes]()
    for done, part in enumerate(parts):
        progress.tell(part.step, done)
        content = part.write(files)
        if content:
            files[part.path] = content
    files[README] = write_readme(found.delivery, frozenset(files))
    content = aside(partial(write_bundle, files))
    _finish(order, found.delivery, content, has_pdf=any(path.endswith(".pdf") for path in files))


def _read(order: Order) -> Material:
    session = db.session()
    package = session.get_one(Package, order.package_id)
    row = session.get_one(ManifestoRow, package.manifesto_id)
    template = session.get(WordTemplate, package.template_id) if package.template_id else None
    found = material(session, row, order.teller, in_template(template.content) if template else undressed)
    db.session.remove()
    if not found.delivery.languages:
        raise NoLanguageError
    return found


def _advance(row: Package, step: PackageStep, done: int, total: int) -> None:
    row.state, row.step, row.done, row.total = PackageState.IN_WORK, step.value, done, total


def _update(order: Order, change: Callable[[Package], None]) -> None:
    with transaction() as session:
        change(session.get_one(Package, order.package_id))
    tell(PackageChanged(order.actor.edition_id))


def _finish(order: Order, delivery: Delivery, content: bytes, *, has_pdf: bool) -> None:
    with transaction() as session:
        lock_chain(session, order.actor.edition_id)
        row = session.get_one(Package, order.package_id)
        row.state, row.done, row.finished_at = PackageState.READY, row.total, now()
        row.content, row.size, row.sha256 = content, len(content), sha256(content).hexdigest()
        row.left_out, row.has_pdf = list(delivery.left_out), has_pdf
        payload: dict[str, Json] = {
            "number": row.number,
            "manifesto": session.get_one(ManifestoRow, row.manifesto_id).number,
            "manifesto_sha256": delivery.publication.sha256,
            "sha256": row.sha256,
            "size": row.size,
        }
        template = session.get(WordTemplate, row.template_id) if row.template_id else None
        if template is not None:
            payload |= {"template": template.name, "template_sha256": template.sha256}
        record(session, row.edition_id, "package-made", payload, order.actor)


def _fail(order: Order, error: Exception) -> None:
    try:
        with transaction() as session:
            give_up(session.get_one(Package, order.package_id), _fault_of(error))
    except Exception:
        # Nobody works on it any more, so that the page and the next package take it for interrupted.
        logger.exception("That a package was not made could not be written down")


def _fault_of(error: Exception) -> PackageFault:
    kinds = {
        UnsoundDocumentError: PackageFault.UNSOUND,
        TemplateUnfit: PackageFault.UNFIT,
        ManuscriptDamaged: PackageFault.DAMAGED,
        NoLanguageError: PackageFault.NO_LANGUAGE,
    }
    return next((fault for kind, fault in kinds.items() if isinstance(error, kind)), PackageFault.BROKEN)
