"""The look in which documents leave: in the Word template in force, or in the house's own."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from sqlalchemy.orm import Session

from exports.dressing import dressed
from exports.lint import UnsoundDocumentError
from exports.template import UnusableTemplateError, read_template
from recommendations.domain.dress import TemplateUnfit
from recommendations.storage.deliveries import template_by_hash, template_of

Dress = Callable[[bytes], bytes]
"""Puts a finished Word file into its look."""


def dress_of(session: Session, edition_id: UUID) -> Dress:
    """The look of everything that the edition writes now."""
    row = template_of(session, edition_id)
    return undressed if row is None else in_template(row.content)


def dress_named(session: Session, edition_id: UUID, sha256: str) -> Dress:
    """The look that a file says it has; the house's own where the edition has no such template."""
    row = template_by_hash(session, edition_id, sha256) if sha256 else None
    return undressed if row is None else in_template(row.content)


def in_template(template: bytes) -> Dress:
    """The look that this file gives."""
    return partial(_in, template)


def undressed(content: bytes) -> bytes:
    """The file as the house writes it."""
    return content


def _in(template: bytes, content: bytes) -> bytes:
    """The file in the template.

    Raises:
        TemplateUnfit: it would not pass our own checks.
    """
    try:
        return dressed(content, read_template(template))
    except (UnsoundDocumentError, UnusableTemplateError) as error:
        raise TemplateUnfit from error
