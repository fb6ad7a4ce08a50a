"""What a proposer types, read from the form and shown again as it was typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

from recommendations.domain.amendments import Procedure
from recommendations.domain.proposals import Proposal, TypedUnit, is_untouched, typed_from, unit_from_typed
from recommendations.domain.text import Unit
from recommendations.services.filing.pages import FilingPage, FormKind

# What belongs to one sending of the form and not to what was typed.
PASSING = frozenset({"csrf_token", "step", "accepts_late", "deletion_reason"})
PROCEDURES = {
    FormKind.SUB_AMENDMENT: Procedure.SUB_AMENDMENT,
    FormKind.COMPROMISE: Procedure.COMPROMISE,
    FormKind.ORAL: Procedure.ORAL,
}
_LONGEST_PLACE = 3
Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AmendmentForm:
    """Everything typed; ``earlier`` is what was typed on a text that has been superseded since.

    ``places`` are the numbers given to paragraphs by those who want another order. ``paragraph`` is the one from
    which the form was opened; ``sent`` holds all fields as they came, to be sent or kept again.
    """

    revision_id: UUID
    key: str
    language: str
    subject: str
    reason: str
    addressees: tuple[str, ...]
    typed: Mapping[str, TypedUnit]
    earlier: tuple[str, ...] = ()
    paragraph: str = ""
    places: Mapping[str, int] | None = None
    deletes_whole: bool = False
    is_alternative: bool = False
    placed_after: str = ""
    replaces: tuple[str, ...] = ()
    mover: str = ""
    accepts_late: bool = False
    version: int | None = None
    sent: Fields = ()

    def changed_languages(self, page: FilingPage) -> frozenset[str]:
        """The languages in which something was typed."""
        return frozenset(
            language
            for language, typed in self.typed.items()
            if language in page.texts and not is_untouched(page.texts[language].unit, typed)
        )

    def changed_paragraphs(self, page: FilingPage, language: str) -> frozenset[str]:
        """The paragraphs of this language whose words differ from those that the form began with."""
        shown = typed_from(page.texts[language].unit).paragraphs
        typed = self.typed.get(language)
        found = typed.paragraphs if typed else shown
        return frozenset(uid for uid, text in shown.items() if _plain(found.get(uid, "")) != _plain(text))

    def proposal(self, page: FilingPage) -> Proposal:
        """The amendment that is meant, on the text that the page shows."""
        return Proposal(
            self.revision_id,
            page.uid,
            self.language,
            self.units(page),
            self.subject,
            self.reason,
            self.addressees,
            self.key,
            procedure=self._procedure(page),
            amends_id=page.amendment.id if page.amendment and page.kind is FormKind.SUB_AMENDMENT else None,
            amends_version=self.version,
            placed_after=self.placed_after or None,
            replaces=_ids(self.replaces) if page.kind is FormKind.COMPROMISE else (),
            mover_id=next(iter(_ids((self.mover,))), None),
            accepts_late=self.accepts_late,
        )

    def _procedure(self, page: FilingPage) -> Procedure:
        if self.is_alternative and page.kind in {FormKind.UNIT, FormKind.COMPROMISE}:
            return Procedure.ALTERNATIVE
        return PROCEDURES.get(page.kind, Procedure.ORDINARY)

    def units(self, page: FilingPage) -> dict[str, Unit]:
        """The text as typed, by language.

        Raises:
            TextTooLong.
        """
        texts = {language: page.texts[language].unit for language in self.typed if language in page.texts}
        if self.deletes_whole:
            return {language: replace(unit, paragraphs=()) for language, unit in texts.items()}
        units = {
            language: unit_from_typed(ordered(unit, self.places or {}), self.typed[language], self.key)
            for language, unit in texts.items()
        }
        if page.is_new:
            return {language: unit for language, unit in units.items() if unit.title or unit.paragraphs}
        return units


def _plain(text: str) -> str:
    # Browsers send CR LF, and nobody means the white space at the end of a field.
    return text.replace("\r\n", "\n").strip()


def _ids(values: Sequence[str]) -> tuple[UUID, ...]:
    try:
        return tuple(UUID(value) for value in values if value)
    except ValueError:
        raise BadRequest from None


def ordered(unit: Unit, places: Mapping[str, int]) -> Unit:
    """The unit with its paragraphs at the places asked for; the others keep their order around them."""
    now = {paragraph.uid: place for place, paragraph in enumerate(unit.paragraphs, start=1)}

    def wanted(uid: str) -> tuple[int, int]:
        place = places.get(uid, now[uid])
        return place, (place > now[uid]) - (place < now[uid])

    return replace(unit, paragraphs=tuple(sorted(unit.paragraphs, key=lambda paragraph: wanted(paragraph.uid))))


def fresh_form(page: FilingPage, language: str, paragraph: str = "") -> AmendmentForm:
    """The form before anybody has typed; its key makes sure that it is filed once."""
    typed = {code: _begun(page, code) for code in page.texts}
    addressees = page.texts[language].unit.addressees
    form = AmendmentForm(page.revision_id, uuid4().hex, language, "", "", addressees, typed, paragraph=paragraph)
    if page.kind is FormKind.REBASE and page.amendment is not None:
        return replace(form, subject=page.amendment.title, reason=page.reason, version=page.version)
    return replace(form, version=page.version)


def _begun(page: FilingPage, language: str) -> TypedUnit:
    """What the fields begin with: the base, and of a new unit that is adapted the words it had."""
    own = (page.own_words or {}).get(language) if page.is_new else None
    if own is None:
        return typed_from(page.texts[language].unit)
    return TypedUnit(own.title, {}, "\n\n".join(typed_from(own).paragraphs.values()))


def renewed_form(page: FilingPage, form: AmendmentForm) -> AmendmentForm:
    """The form on the newest text, with all that was typed on the old one kept beside it."""
    language = form.language if form.language in page.texts else page.languages[0]
    fresh = fresh_form(page, language, form.paragraph)
    kept = tuple(dict.fromkeys((*form.earlier, *texts_of(form))))
    return replace(
        form,
        revision_id=fresh.revision_id,
        language=language,
        typed=fresh.typed,
        earlier=kept,
        places=None,
        version=page.version,
        deletes_whole=False,
        accepts_late=False,
    )


def texts_of(form: AmendmentForm) -> tuple[str, ...]:
    """The texts typed in the proposer's language, to be read again."""
    typed = form.typed.get(form.language, TypedUnit(""))
    return tuple(text for text in (typed.title, *typed.paragraphs.values(), typed.new) if text.strip())


def form_from(values: MultiDict[str, str]) -> AmendmentForm:
    """The form that was sent.

    Raises:
        BadRequest: its hidden fields are not ours.
    """
    try:
        revision_id = UUID(values["revision"])
    except ValueError:
        raise BadRequest from None
    return AmendmentForm(
        revision_id=revision_id,
        key=values.get("key", "")[:64],
        language=values.get("language", ""),
        subject=values.get("subject", ""),
        reason=values.get("reason", ""),
        addressees=tuple(values.getlist("addressees")),
        typed=_typed(values),
        earlier=tuple(values.getlist("earlier")),
        paragraph=values.get("paragraph", ""),
        places=_places(values),
        deletes_whole=bool(values.get("whole")),
        is_alternative=bool(values.get("alternative")),
        placed_after=values.get("placed_after", ""),
        replaces=tuple(values.getlist("replaces")),
        mover=values.get("mover", ""),
        accepts_late=bool(values.get("accepts_late")),
        version=values.get("version", type=int),
        sent=tuple((name, value) for name, value in values.items(multi=True) if name not in PASSING),
    )


def _typed(values: MultiDict[str, str]) -> dict[str, TypedUnit]:
    # Each field is looked at once: a forged form may name a new language in every one of them.
    paragraphs: dict[str, dict[str, str]] = {}
    for name, text in values.items():
        language, sign, field = name.partition(":")
        if sign:
            own = paragraphs.setdefault(language, {})
            own |= {field.removeprefix("p:"): text} if field.startswith("p:") else {}
    return {
        language: TypedUnit(values.get(f"{language}:title", ""), own, values.get(f"{language}:new", ""))
        for language, own in paragraphs.items()
    }


def _places(values: MultiDict[str, str]) -> dict[str, int]:
    numbers = {name.removeprefix("place-"): text for name, text in values.items() if name.startswith("place-")}
    return {
        uid: int(text)
        for uid, text in numbers.items()
        if text.isascii() and text.isdigit() and len(text) <= _LONGEST_PLACE
    }
