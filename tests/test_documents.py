"""Documents that can drift: whatever they point at exists."""

import re
from pathlib import Path

import pytest

from recommendations.config import ROOT

DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)(?:#[^)]*)?\)")
FILE = re.compile(r"`((?:recommendations|exports|tests|docs|bench|static|templates)/[\w./-]+\.(?:py|md|ts|html|mjs))`")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_of_a_document_leads_somewhere(document: Path) -> None:
    targets = LINK.findall(document.read_text(encoding="utf-8"))

    assert [target for target in targets if not (document.parent / target).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_that_a_document_names_exists(document: Path) -> None:
    named = FILE.findall(document.read_text(encoding="utf-8"))

    assert [name for name in named if "NAME" not in name and not (ROOT / name).exists()] == []


def test_every_command_of_the_readme_is_in_the_makefile() -> None:
    commands = re.findall(r"`?make ([a-z]+)", (ROOT / "README.md").read_text(encoding="utf-8"))
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)

    assert set(commands) <= set(targets)
    assert {"run", "test"} <= set(commands)


def test_every_decision_has_its_number_in_its_title() -> None:
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))

    for number, path in enumerate(decisions, start=1):
        assert path.name.startswith(f"{number:04d}-")
        assert path.read_text(encoding="utf-8").startswith(f"# {number}. ")
