"""Every form of the house, sent by somebody who may send all of them, with what no browser sends."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from flask import Flask

import recommendations.web
from recommendations.domain.people import Role
from recommendations.services.manifesto.contradictions import flag_contradiction
from recommendations.services.manifesto.correcting import CorrectionProposal, propose_correction
from recommendations.services.texts.revisions import newest_revision, store_revision
from recommendations.storage.database import db, transaction
from recommendations.storage.editions import Edition
from recommendations.storage.people import OfficeRow
from recommendations.storage.record import events_of
from tests.chains import Assembly, adopt_units, make_assembly
from tests.factories import make_person, make_theme, make_unit
from tests.halls import ENGLISH, FRENCH, Hall, admissible, opened
from tests.web.conftest import SignedIn

FIELDS = sorted(
    {
        name
        for file in Path(recommendations.web.__file__).parent.glob("*.py")
        for name in re.findall(r'\.get(?:list)?\("([a-z_-]+)"', file.read_text())
    }
)
INVISIBLE = "\x00\x01\x1b[2J\x7f\u202e\u2028\ufeff\U000e0001\ud7ff\uffff"
OTHERS = "Zebras"
BODIES: dict[str, Mapping[str, object]] = {
    "nothing": dict.fromkeys(FIELDS, ""),
    "control characters": dict.fromkeys(FIELDS, INVISIBLE),
    "no numbers": dict.fromkeys(FIELDS, "²"),
    "numbers beyond all": dict.fromkeys(FIELDS, "-99999999999999999999999"),
    "every field often": {name: ["x", "y"] * 50 for name in FIELDS},
    "long lists": {
        "item": ["amendment:x"] * 3_000,
        "place": ["1"] * 3_000,
        "tick": ["block:,"] * 3_000,
        "amendment_id": [str(uuid4())] * 3_000,
    },
    "a megabyte": {"reason": "y" * 1_000_000},
}


@dataclass(frozen=True, slots=True)
class Populated:
    """An edition with one of everything, and the values that its addresses take."""

    edition_id: UUID
    values: Mapping[str, object]


def populated(words: str) -> Populated:
    """An edition whose texts, reasons and corrections have these words."""
    assembly = make_assembly()
    adopt_units(assembly, 0, "r2a", "r2b")
    one, two = ((assembly.theme_ids[0], uid) for uid in ("r2a", "r2b"))
    with transaction() as session:
        edition = session.get_one(Edition, assembly.edition_id)
        theme = make_theme(session, edition, number=77)
        texts = {"en": (make_unit("r1", f"{words}. {ENGLISH}"),), "fr": (make_unit("r1", FRENCH),)}
        store_revision(session, theme.id, texts)
        person = make_person(session, edition, Role.OBSERVER)
    hall = Hall(edition.id, theme.id, assembly.chair, assembly.delegates)
    first = admissible(hall, f"{words} always.")
    nothing = dict.fromkeys(("token", "filename", "key", "kind", "code"), "none")
    known = {"uid": "r1", "number": 1, "language": "en"} | nothing
    ids = {
        "theme_id": theme.id,
        "amendment_id": admissible(hall, f"{words} never."),
        "compromise_id": first,
        "poll_id": opened(hall, first),
        "person_id": person.id,
        "correction_id": _correction(assembly, words),
        "contradiction_id": flag_contradiction(assembly.secretariat, one, two, f"{words} differ."),
        "corrigendum_id": uuid4(),
        "link_id": uuid4(),
        "co_signature_id": uuid4(),
        "passkey_id": uuid4(),
        "upload_id": uuid4(),
        "recipient_id": uuid4(),
        "template_id": uuid4(),
    }
    return Populated(edition.id, known | ids)


def _correction(assembly: Assembly, words: str) -> UUID:
    revision = newest_revision(db.session(), assembly.theme_ids[1])
    assert revision is not None
    unit = revision.unit_texts("r7a")["en"]
    wish = CorrectionProposal(revision.id, {"en": replace(unit, title=f"{unit.title}, {words}")}, f"{words}.")
    return propose_correction(assembly.secretariat, assembly.theme_ids[1], "r7a", wish)


@pytest.fixture
def own(app: Flask) -> Populated:
    """The edition of whoever sends the forms."""
    with app.app_context():
        return populated("Badgers")


def everybody(app: Flask, edition: Populated) -> UUID:
    """Somebody with every role there is."""
    with app.app_context(), transaction() as session:
        person = make_person(session, session.get_one(Edition, edition.edition_id))
        person.offices = [OfficeRow(role=role) for role in Role]
        return person.id


def addresses(app: Flask, values: Mapping[str, object], method: str) -> Iterator[str]:
    for rule in app.url_map.iter_rules():
        if method in (rule.methods or ()) and rule.endpoint not in {"static", "people.sign_out"}:
            built = rule.build({name: values[name] for name in rule.arguments})
            assert built is not None
            yield built[1]


@pytest.mark.parametrize("kind", BODIES)
def test_no_form_of_the_house_breaks_whatever_is_sent(
    app: Flask, signed_in: SignedIn, own: Populated, kind: str
) -> None:
    who = signed_in(person_id=everybody(app, own))

    answers = {to: who.post(to, data=BODIES[kind]).status_code for to in addresses(app, own.values, "POST")}

    assert [to for to, status in answers.items() if status >= 500] == []
    assert len(answers) > 60


def test_the_ids_of_another_edition_show_and_change_nothing_of_it(
    app: Flask, signed_in: SignedIn, own: Populated
) -> None:
    with app.app_context():
        foreign = populated(OTHERS)
        before = len(events_of(db.session(), foreign.edition_id))
        db.session.remove()
    who = signed_in(person_id=everybody(app, own))
    ids = [name for name in foreign.values if name.endswith("_id")]

    for name in ids:
        mixed = {**own.values, name: foreign.values[name]}
        fields = dict.fromkeys(FIELDS, str(foreign.values[name]))
        for method in ("GET", "POST"):
            for to in addresses(app, mixed, method):
                if str(foreign.values[name]) in to:
                    answer = who.open(to, method=method, data=fields if method == "POST" else None)
                    assert answer.status_code < 500, to
                    assert OTHERS.encode() not in answer.data, to
    for to in addresses(app, own.values, "POST"):
        answer = who.post(to, data={name: str(foreign.values["amendment_id"]) for name in FIELDS})
        assert answer.status_code < 500, to
        assert OTHERS.encode() not in answer.data, to

    with app.app_context():
        assert len(events_of(db.session(), foreign.edition_id)) == before
