"""Our own checks of every Word file we write; a file with findings is not published."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from exports import checks_changes, checks_package, checks_structure, checks_text
from exports.opened import Opened, opened

Check = Callable[[Opened], Iterator[str]]

CHECKS: tuple[Check, ...] = (
    checks_package.parts_are_readable,
    checks_package.parts_have_types,
    checks_package.relations_resolve,
    checks_package.references_have_relations,
    checks_package.nothing_opens_by_itself,
    checks_package.properties_say_what_it_is,
    checks_package.styles_are_defined,
    checks_package.styles_are_themselves,
    checks_package.lists_are_defined,
    checks_structure.elements_stand_where_they_may,
    checks_structure.cells_end_with_a_paragraph,
    checks_structure.properties_are_in_order,
    checks_structure.sections_are_in_order,
    checks_structure.tables_fit_their_grid,
    checks_structure.tables_can_be_heard,
    checks_structure.section_closes_the_body,
    checks_structure.lines_are_counted_alone,
    checks_text.footnotes_resolve,
    checks_text.footnotes_have_their_marks,
    checks_text.bookmarks_are_closed,
    checks_text.pointers_resolve,
    checks_text.fields_are_balanced,
    checks_text.captions_are_counted,
    checks_text.languages_are_known,
    checks_text.headings_lead,
    checks_text.spaces_are_kept,
    checks_text.identifiers_are_unique,
    checks_changes.changes_are_signed,
    checks_changes.deleted_words_are_marked,
    checks_changes.changes_are_recorded,
    checks_changes.moves_have_two_ends,
    checks_changes.comments_resolve,
    checks_changes.controls_can_be_found,
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found; ``check`` is its name."""

    check: str
    detail: str


class UnsoundDocumentError(Exception):
    """A written file has findings: publishing it could make Word ask for a repair."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("; ".join(f"{finding.check}: {finding.detail}" for finding in findings[:5]))
        self.findings = findings


def findings(content: bytes, foreign: frozenset[str] = frozenset()) -> tuple[Finding, ...]:
    """Everything the checks find in a Word file; nothing in a sound one.

    Parts that are ``foreign``, those of a template, have been checked by others: how they are written is not ours.
    """
    package = opened(content, foreign)
    return tuple(Finding(check.__name__, detail) for check in CHECKS for detail in check(package))


def ensure_sound(content: bytes, foreign: frozenset[str] = frozenset()) -> None:
    """The file has no findings.

    Raises:
        UnsoundDocumentError: it has.
    """
    found = findings(content, foreign)
    if found:
        raise UnsoundDocumentError(found)
