"""What a proposer typed or built, made into an amended unit, and checked against its base."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from uuid import NAMESPACE_OID, UUID, uuid5

from recommendations.domain.amendments import (
    LinkNotAllowed,
    Procedure,
    TextTooLong,
    TitleMissing,
    WholeTextDeleted,
)
from recommendations.domain.markup import parse, serialize
from recommendations.domain.text import Paragraph, Span, Unit
from recommendations.domain.words import normal_spans, words_of

LONGEST_TITLE = 200
LONGEST_REASON = 10_000
LONGEST_TEXT = 30_000
# What stands in the place of a unit's uid where there is none; no uid has these forms.
NEW_UNIT = ""
THEME_TITLE = "theme-title"
_SAFE_LINK = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Proposal:
    """An amendment before it is filed; ``amended`` is the unit as the proposer wants it, by language.

    ``unit_uid`` is that of the unit, ``NEW_UNIT`` for a recommendation that is not there yet, to stand behind the
    unit ``placed_after`` or first, and ``THEME_TITLE`` for the title of the theme. A sub-amendment names the
    amendment it changes in ``amends_id``, and its version as the proposer saw it (None: the one in force); a
    compromise names those it ``replaces``. ``mover_id`` is the delegate on
    whose behalf the chair or the secretariat writes down an oral amendment. ``accepts_late`` says that the
    proposer knows of the deadline and files nevertheless, to look for supporters.
    ``key`` makes filing idempotent; ``addressees`` holds for all languages, None leaves them as they are.
    """

    revision_id: UUID
    unit_uid: str
    language: str
    amended: Mapping[str, Unit]
    title: str
    reason: str = ""
    addressees: tuple[str, ...] | None = None
    key: str = ""
    procedure: Procedure = Procedure.ORDINARY
    amends_id: UUID | None = None
    amends_version: int | None = None
    placed_after: str | None = None
    replaces: tuple[UUID, ...] = ()
    mover_id: UUID | None = None
    accepts_late: bool = False


@dataclass(frozen=True, slots=True)
class TypedUnit:
    """A unit as typed in plain form fields; ``new`` is added at the end."""

    title: str
    paragraphs: Mapping[str, str] = field(default_factory=dict)
    new: str = ""


def typed_from(unit: Unit) -> TypedUnit:
    """What the form shows before anybody has typed."""
    return TypedUnit(unit.title, {paragraph.uid: serialize(paragraph.spans) for paragraph in unit.paragraphs})


def is_untouched(base: Unit, typed: TypedUnit) -> bool:
    """Whether the form came back as it was shown."""
    shown = typed_from(base)
    return (
        not typed.new.strip()
        and _same(typed.title, shown.title)
        and all(_same(typed.paragraphs.get(uid, ""), text) for uid, text in shown.paragraphs.items())
    )


def unit_from_typed(base: Unit, typed: TypedUnit, key: str) -> Unit:
    """The unit as typed: an emptied paragraph is gone, a blank line begins a new one.

    New paragraphs have the same uids in all languages and at every attempt with this ``key``.

    Raises:
        TextTooLong: before the signs in it are read.
    """
    if sum(map(len, (typed.title, typed.new, *typed.paragraphs.values()))) > LONGEST_TEXT:
        raise TextTooLong(most=LONGEST_TEXT)
    shown = typed_from(base)
    paragraphs: list[Paragraph] = []
    for paragraph in base.paragraphs:
        text = typed.paragraphs.get(paragraph.uid, "")
        if _same(text, shown.paragraphs[paragraph.uid]):
            paragraphs.append(paragraph)
        else:
            paragraphs.extend(_parts(text, paragraph.uid, key, keeps_uid=True))
    paragraphs.extend(_parts(typed.new, "", key, keeps_uid=False))
    title = base.title if _same(typed.title, base.title) else " ".join(typed.title.split())
    return replace(base, paragraphs=tuple(paragraphs), title=title)


def _same(typed: str, shown: str) -> bool:
    # Browsers send CR LF, and nobody means the white space at the end of a field.
    return _lines(typed) == _lines(shown)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _parts(text: str, uid: str, key: str, *, keeps_uid: bool) -> list[Paragraph]:
    pieces = [re.sub(r"[ \t]*\n[ \t]*", " ", piece.strip()) for piece in re.split(r"\n\s*\n", _lines(text))]
    parts: list[Paragraph] = []
    for place, piece in enumerate(piece for piece in pieces if piece):
        own = uid if keeps_uid and place == 0 else uuid5(NAMESPACE_OID, f"{key}:{uid}:{place}").hex
        parts.append(Paragraph(own, parse(piece)))
    return parts


def checked_unit(base: Unit, amended: Unit, addressees: tuple[str, ...]) -> Unit:
    """The amended unit in normal form: same uid and kind, no paragraph without words, addressees in order.

    Raises:
        WholeTextDeleted: nothing is left of the text (R4).
        TextTooLong, LinkNotAllowed.
    """
    empty = {paragraph.uid for paragraph in base.paragraphs if not words_of(paragraph.spans).tokens}
    paragraphs = tuple(
        Paragraph(paragraph.uid, normal_spans(paragraph.spans))
        for paragraph in amended.paragraphs
        if paragraph.uid in empty or words_of(paragraph.spans).tokens
    )
    if not any(words_of(paragraph.spans).tokens for paragraph in paragraphs):
        raise WholeTextDeleted
    spans = [span for paragraph in paragraphs for span in paragraph.spans]
    if sum(len(span.text) + len(span.footnote or "") for span in spans) + len(amended.title) > LONGEST_TEXT:
        raise TextTooLong(most=LONGEST_TEXT)
    _ensure_safe_links(base, spans)
    kept = [code for code in base.addressees if code in addressees]
    added = [code for code in addressees if code not in base.addressees]
    title = amended.title.strip() if amended.title != base.title else base.title
    return Unit(base.uid, base.kind, paragraphs, title, (*kept, *dict.fromkeys(added)))


def _ensure_safe_links(base: Unit, spans: list[Span]) -> None:
    known = {span.link for paragraph in base.paragraphs for span in paragraph.spans}
    for span in spans:
        if span.link is not None and span.link not in known and not _SAFE_LINK.match(span.link):
            raise LinkNotAllowed


def ensure_sayable(title: str, reason: str) -> None:
    """The amendment has a short title, and neither it nor the reason is endless.

    Raises:
        TitleMissing, TextTooLong.
    """
    if not title.strip():
        raise TitleMissing
    if len(title) > LONGEST_TITLE:
        raise TextTooLong(most=LONGEST_TITLE)
    ensure_short(reason)


def ensure_short(reason: str) -> None:
    """The reason, of an amendment or of a decision about it, is not endless: pages and the record carry it whole.

    Raises:
        TextTooLong.
    """
    if len(reason) > LONGEST_REASON:
        raise TextTooLong(most=LONGEST_REASON)
