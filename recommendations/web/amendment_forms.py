"""What a proposer types, read from the form and shown again as it was typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

from recommendations.domain.proposals import Proposal, TypedUnit, is_untouched, typed_from, unit_from_typed
from recommendations.services.amendment_views import UnitPage


@dataclass(frozen=True, slots=True)
class AmendmentForm:
    """Everything typed; ``earlier`` is what was typed on a text that has been superseded since."""

    revision_id: UUID
    key: str
    language: str
    subject: str
    reason: str
    addressees: tuple[str, ...]
    typed: Mapping[str, TypedUnit]
    earlier: tuple[str, ...] = ()

    def changed_languages(self, page: UnitPage) -> frozenset[str]:
        """The languages in which something was typed."""
        return frozenset(
            language
            for language, typed in self.typed.items()
            if language in page.texts and not is_untouched(page.texts[language].unit, typed)
        )

    def proposal(self, page: UnitPage) -> Proposal:
        """The amendment that is meant, on the text that the page shows."""
        units = {
            language: unit_from_typed(page.texts[language].unit, typed, self.key)
            for language, typed in self.typed.items()
            if language in page.texts
        }
        return Proposal(
            self.revision_id, page.uid, self.language, units, self.subject, self.reason, self.addressees, self.key
        )


def fresh_form(page: UnitPage, language: str) -> AmendmentForm:
    """The form before anybody has typed; its key makes sure that it is filed once."""
    typed = {code: typed_from(numbered.unit) for code, numbered in page.texts.items()}
    addressees = page.texts[language].unit.addressees
    return AmendmentForm(page.revision_id, uuid4().hex, language, "", "", addressees, typed)


def renewed_form(page: UnitPage, form: AmendmentForm) -> AmendmentForm:
    """The form on the newest text, with all that was typed on the old one kept beside it."""
    language = form.language if form.language in page.texts else page.languages[0]
    fresh = fresh_form(page, language)
    kept = tuple(dict.fromkeys((*form.earlier, *texts_of(form))))
    return AmendmentForm(
        fresh.revision_id, form.key, language, form.subject, form.reason, form.addressees, fresh.typed, kept
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
    languages = dict.fromkeys(name.split(":")[0] for name in values if ":" in name)
    return AmendmentForm(
        revision_id=revision_id,
        key=values.get("key", "")[:64],
        language=values.get("language", ""),
        subject=values.get("subject", ""),
        reason=values.get("reason", ""),
        addressees=tuple(values.getlist("addressees")),
        typed={language: _typed(values, language) for language in languages},
        earlier=tuple(values.getlist("earlier")),
    )


def _typed(values: MultiDict[str, str], language: str) -> TypedUnit:
    start = f"{language}:p:"
    paragraphs = {name.removeprefix(start): text for name, text in values.items() if name.startswith(start)}
    return TypedUnit(values.get(f"{language}:title", ""), paragraphs, values.get(f"{language}:new", ""))


def hidden_fields(form: AmendmentForm) -> list[tuple[str, str]]:
    """All of the form as names and values, so that a preview carries everything typed."""
    fields = [("revision", str(form.revision_id)), ("key", form.key), ("language", form.language)]
    fields += [("subject", form.subject), ("reason", form.reason)]
    fields += [("addressees", code) for code in form.addressees]
    for language, typed in form.typed.items():
        fields += [(f"{language}:title", typed.title), (f"{language}:new", typed.new)]
        fields += [(f"{language}:p:{uid}", text) for uid, text in typed.paragraphs.items()]
    return fields + [("earlier", text) for text in form.earlier]
