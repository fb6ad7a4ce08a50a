"""The French interface is whole: every message in French, nothing lost, the marks where French wants them."""

import re
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from shutil import copy

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from recommendations.config import ROOT
from recommendations.i18n import CATALOGUES, compile_catalogues

FRENCH = CATALOGUES / "fr" / "LC_MESSAGES" / "messages.po"
KEYWORDS = {**DEFAULT_KEYWORDS, "_l": None, "lazy_gettext": None}
SOURCES = {"recommendations", "templates"}
PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+\}|%%")
ADDRESS = re.compile(r"(https?://|mailto:)\S*")
NARROW_OR_NOT = "\u00a0\u202f"
FAULTS = {
    "an ordinary space before a high mark": re.compile(r" [:;?!%»]"),
    "no space before a high mark": re.compile(rf"[^\s{NARROW_OR_NOT}?!][:;?!»]"),
    "no space inside a quotation mark": re.compile(rf"«[^{NARROW_OR_NOT}]"),
    "a typewriter's apostrophe": re.compile(r"'"),
    "an English quotation mark": re.compile(r'[“”"]'),
    "three dots for an ellipsis": re.compile(r"\.\.\."),
    "two spaces": re.compile(r"  "),
}


def _is_source(folder: str) -> bool:
    parts = folder.removeprefix(str(ROOT)).strip("/").split("/")
    return parts[0] in SOURCES and not parts[-1].startswith(".")


def _forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def _key(message: Message) -> tuple[str | None, tuple[str, ...]]:
    return message.context, _forms(message.id)


@pytest.fixture(scope="module")
def spoken() -> Catalog:
    """Every message of the sources as they are now, read with the mapping of babel.cfg."""
    with (ROOT / "babel.cfg").open() as stream:
        methods, options = parse_mapping_cfg(stream)  # type: ignore[no-untyped-call]  # Babel leaves it untyped
    catalogue = Catalog()
    found = extract_from_dir(ROOT, methods, options, keywords=KEYWORDS, directory_filter=_is_source)
    for _file, _line, text, _comments, context in found:
        catalogue.add(text, context=context)
    return catalogue


@pytest.fixture(scope="module")
def french() -> Catalog:
    with FRENCH.open("rb") as stream:
        return read_po(stream, locale="fr", abort_invalid=True)


def test_the_french_catalogue_compiles(french: Catalog) -> None:
    compiled = BytesIO()
    write_mo(compiled, french)
    compiled.seek(0)

    words = Translations(compiled)

    assert words.ugettext("Polls") == "Scrutins"
    assert words.ungettext("%(num)s amendment", "%(num)s amendments", 0) == "%(num)s amendement"
    assert words.ungettext("%(num)s amendment", "%(num)s amendments", 2) == "%(num)s amendements"


def test_every_message_of_the_interface_is_in_french(spoken: Catalog, french: Catalog) -> None:
    known = {_key(message) for message in french if message.id}

    lacking = [_key(message) for message in spoken if message.id and _key(message) not in known]

    assert len(spoken) > 700, "the extraction found next to nothing"
    assert lacking == [], "run make catalogues and translate these"


def test_no_french_message_is_empty_or_a_guess(french: Catalog) -> None:
    unfinished = [
        message.id
        for message in french
        if message.id and (message.fuzzy or not message.string or not all(_forms(message.string)))
    ]

    assert unfinished == []
    assert french.num_plurals == 2


def test_the_french_catalogue_carries_nothing_that_nobody_says(spoken: Catalog, french: Catalog) -> None:
    said = {_key(message) for message in spoken if message.id}

    assert [_key(message) for message in french if message.id and _key(message) not in said] == []
    assert list(french.obsolete) == []


def test_french_messages_keep_their_placeholders(french: Catalog) -> None:
    wanting = []
    for message in french:
        asked = {frozenset(PLACEHOLDER.findall(form)) for form in _forms(message.id)}
        given = {frozenset(PLACEHOLDER.findall(form)) for form in _forms(message.string)}
        if message.id and asked != given:
            wanting.append(message.id)

    assert wanting == []


@pytest.mark.parametrize("fault", FAULTS)
def test_french_typography(french: Catalog, fault: str) -> None:
    texts = [form for message in french if message.id for form in _forms(message.string)]

    assert [text for text in texts if FAULTS[fault].search(PLACEHOLDER.sub("0", ADDRESS.sub("0", text)))] == []


def test_the_header_names_nobody_and_no_day() -> None:
    header = FRENCH.read_text(encoding="utf-8").split("\n\n", 1)[0]

    assert re.search(r"@|\d{4}|Translator|Team|Generated", header) is None


def test_several_who_start_at_once_find_the_catalogue_whole(tmp_path: Path) -> None:
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    copy(FRENCH, folder)

    with ThreadPoolExecutor(4) as starting:
        done = [starting.submit(compile_catalogues, tmp_path) for _ in range(4)]

    assert [one.exception() for one in done] == [None] * 4
    assert sorted(path.name for path in folder.iterdir()) == ["messages.mo", "messages.po"]
