"""What the house promises about itself: floors, doors, sentences, sizes, documents, templates."""

import ast
import importlib
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask import Flask

import recommendations
from recommendations.config import ROOT
from recommendations.domain.people import Role
from recommendations.domain.permissions import PERMISSIONS, Action
from recommendations.domain.refusals import Refused, kinds
from recommendations.sockets import ACTIONS, socketio
from recommendations.web.sentences import SENTENCES
from tests.permissions import table_of_permissions

# What strangers may call. Adding a line here is a decision: say in the review why nobody needs to sign in for it.
PUBLIC = {
    "home.index",
    "home.accessibility",
    "home.health",
    "home.robots",
    "people.sign_in",
    "people.sign_in_by_code",
    "people.enter_page",
    "people.enter",
    "people.language",
    "published.data",
    "published.show",
    "published.word",
    "static",
    "verifying.check",
    "verifying.show",
}
LONGEST_MODULE = 300
LONGEST_FUNCTION = 30
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STYLES = sorted((ROOT / "static" / "src").rglob("*.css"))
PYTHON = sorted([*(ROOT / "recommendations").rglob("*.py"), *(ROOT / "exports").rglob("*.py"), ROOT / "wsgi.py"])
PYTHON = [path for path in PYTHON if "migrations" not in path.parts]
SOURCES = [*PYTHON, *STYLES, *sorted((ROOT / "static" / "src").rglob("*.ts"))]


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _import_everything() -> None:
    for module in pkgutil.walk_packages(recommendations.__path__, "recommendations."):
        if "migrations" not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)


def test_imports_point_down_only() -> None:
    linter = Path(sys.executable).with_name("lint-imports")

    run = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert run.returncode == 0, run.stdout + run.stderr


def test_every_route_declares_its_action_or_is_on_the_short_list(app: Flask) -> None:
    declared = {name: getattr(view, "action", "nothing") for name, view in app.view_functions.items()}

    assert {name for name, action in declared.items() if not isinstance(action, Action)} - {"static"} == {
        name for name, action in declared.items() if action is None
    }
    assert {name for name, action in declared.items() if not isinstance(action, Action)} <= PUBLIC


def test_the_short_list_names_only_what_there_is(app: Flask) -> None:
    assert set(app.view_functions) >= PUBLIC


@pytest.mark.usefixtures("app")
def test_every_socket_event_declares_its_action() -> None:
    registered = {event for handlers in socketio.server.handlers.values() for event in handlers}

    assert registered <= set(ACTIONS)


@pytest.mark.parametrize("action", list(Action))
def test_every_action_has_a_rule(action: Action) -> None:
    assert action in PERMISSIONS


def test_every_refusal_has_a_sentence() -> None:
    _import_everything()

    ours = {kind.code for kind in kinds() if kind.__module__.startswith("recommendations.")}

    assert ours - set(SENTENCES) == set()


def test_no_two_refusals_share_a_code() -> None:
    _import_everything()

    ours = [kind.code for kind in kinds() if kind.__module__.startswith("recommendations.")]

    assert sorted(ours) == sorted(set(ours))


def test_every_sentence_belongs_to_a_refusal() -> None:
    _import_everything()

    assert set(SENTENCES) - {kind.code for kind in kinds()} - {Refused.code} == set()


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_no_module_is_longer_than_can_be_read_at_once(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= LONGEST_MODULE


def _functions(path: Path) -> Iterator[tuple[str, int]]:
    """Every function with the lines of its statements: signature and docstring do not count."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            statements = node.body[1:] if ast.get_docstring(node) is not None else node.body
            last = node.end_lineno or node.lineno
            yield node.name, last - statements[0].lineno + 1 if statements else 0


@pytest.mark.parametrize("path", PYTHON, ids=_name)
def test_no_function_is_longer_than_can_be_read_at_once(path: Path) -> None:
    assert [found for found in _functions(path) if found[1] > LONGEST_FUNCTION] == []


def test_every_setting_is_documented() -> None:
    read = set(re.findall(r"env(?:iron)?\.get\(\s*\"([A-Z_]+)\"", "".join(path.read_text() for path in PYTHON)))
    read |= {"NODE", "NPM"}  # read by the name of the tool
    document = (ROOT / "docs" / "operations.md").read_text()

    assert len(read) >= 6
    assert {name for name in read if f"`{name}`" not in document} == set()
    settings = set(re.findall(r"^\| `([A-Z_]+)` \|", document, re.MULTILINE))
    assert settings <= read, "the document names a setting that nothing reads"


def test_the_documented_permissions_are_the_real_ones() -> None:
    document = (ROOT / "docs" / "permissions.md").read_text()

    for line in table_of_permissions():
        assert line in document, "run: .venv/bin/python -m tests.permissions"
    assert document.count("\n| `") == len(Action)


def _without_jinja(source: str) -> str:
    # Attributes that a macro writes by themselves, outside any tag of its own, are no words.
    source = re.sub(r"([\w-]+=\"(?:{{.*?}}|[^\"{])*\"\s*)(?={%)", "", source)
    for pattern in (r"{#.*?#}", r"{%-?\s*trans\b.*?endtrans\s*-?%}", r"{%.*?%}", r"{{.*?}}"):
        source = re.sub(pattern, "", source, flags=re.DOTALL)
    return source


class _Words(HTMLParser):
    """Collects what a reader would see untranslated, and what the policy for content forbids."""

    def __init__(self) -> None:
        super().__init__()
        self.literals: list[str] = []
        self.inline: list[str] = []

    def handle_data(self, data: str) -> None:
        if re.search(r"[^\W\d_]{2,}", data) and self.lasttag not in {"script", "style"}:
            self.literals.append(data.strip())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in {"alt", "title", "placeholder", "aria-label"} and re.search(r"[^\W\d_]{2,}", value or ""):
                self.literals.append(f"{name}={value}")
            if name == "style" or name.startswith("on"):
                self.inline.append(f"{tag} {name}")
        if tag == "style":
            self.inline.append(tag)


def _parsed(path: Path) -> _Words:
    words = _Words()
    words.feed(_without_jinja(path.read_text()))
    words.close()
    return words


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_no_template_has_words_that_nobody_can_translate(path: Path) -> None:
    assert _parsed(path).literals == []


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_no_template_has_inline_style_or_script(path: Path) -> None:
    assert _parsed(path).inline == []
    for opening in re.findall(r"<script\b[^>]*>", path.read_text()):
        assert "nonce=" in opening or 'type="application/json"' in opening


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_every_form_that_changes_something_has_its_token(path: Path) -> None:
    for form in re.findall(r"<form\b[^>]*method=\"post\".*?</form>", path.read_text(), re.DOTALL):
        assert "csrf" in form


@pytest.mark.parametrize("path", STYLES, ids=_name)
def test_no_style_knows_left_from_right(path: Path) -> None:
    styles = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)

    assert re.findall(r"[\w-]*\b(?:left|right)\b[\w-]*", styles) == []


def test_the_lint_of_templates_finds_what_it_looks_for(tmp_path: Path) -> None:
    bad = tmp_path / "bad.html"
    bad.write_text('<p style="color:red" onclick="x()" title="Hello">Words {{ _("fine") }}</p><img alt="{{ alt }}">')

    assert _parsed(bad).literals == ["title=Hello", "Words"]
    assert _parsed(bad).inline == ["p style", "p onclick"]


def test_every_role_stands_in_the_documented_table() -> None:
    heading = (ROOT / "docs" / "permissions.md").read_text()

    assert all(role.value in heading for role in Role)
