import gzip
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, render_template_string

from recommendations.assets import ClientNotBuilt, ensure_assets, init_assets
from recommendations.assets.delivery import Built

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "static" / "dist"
STYLES = sorted((ROOT / "static" / "src").rglob("*.css"))
KILOBYTE = 1024
PHYSICAL = re.compile(
    r"(?:^|[\s;{])(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right|top|bottom)[\w-]*"
    r"|left|right|border-(?:top|bottom)-(?:left|right)-radius)\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)"
)


@pytest.fixture(scope="module", autouse=True)
def built() -> None:
    ensure_assets(ROOT)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A small project whose npm and node only write down that they were called."""
    (tmp_path / "static" / "src").mkdir(parents=True)
    (tmp_path / "static" / "dist").mkdir()
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "package-lock.json").write_text("{}")
    (tmp_path / "tsconfig.json").write_text("{}")
    (tmp_path / "static" / "src" / "page.ts").write_text("export {};")
    for name in ("npm", "node"):
        program = tmp_path / name
        program.write_text(f'#!/bin/sh\necho {name} "$@" >> calls\n[ ! -f broken ] || {{ cat broken >&2; exit 1; }}\n')
        program.chmod(0o755)
        monkeypatch.setenv(name.upper(), str(program))
    yield tmp_path
    shutil.rmtree(tmp_path)


def calls(project: Path) -> list[str]:
    return (project / "calls").read_text().splitlines()


def compressed(names: list[str]) -> int:
    return sum(len(gzip.compress((DIST / name).read_bytes(), 9)) for name in names)


def manifest() -> dict[str, Built]:
    found: dict[str, Built] = json.loads((DIST / "manifest.json").read_text())
    return found


def test_the_lock_names_no_host_and_proves_every_package() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    locked = {name: package for name, package in packages.items() if name}

    assert not [name for name, package in locked.items() if "resolved" in package]
    assert not [name for name, package in locked.items() if "integrity" not in package]


def test_packages_are_pinned_to_one_version() -> None:
    wanted = json.loads((ROOT / "package.json").read_text())["dependencies"]

    assert not {name: version for name, version in wanted.items() if not re.fullmatch(r"\d+\.\d+\.\d+", version)}


@pytest.mark.parametrize("path", STYLES, ids=lambda path: str(path.relative_to(ROOT)))
def test_styles_turn_round_for_right_to_left_languages(path: Path) -> None:
    assert not PHYSICAL.findall(path.read_text(encoding="utf-8"))


def test_the_style_of_the_whole_product_is_small() -> None:
    assert compressed([manifest()["styles.css"]["file"]]) <= 15 * KILOBYTE


def test_what_a_reader_loads_to_follow_live_is_small() -> None:
    entry = manifest()["live.js"]

    assert compressed([entry["file"], *entry["imports"], *entry["later"]]) <= 6 * KILOBYTE


def test_a_second_start_builds_nothing(project: Path) -> None:
    assert ensure_assets(project) is True
    assert ensure_assets(project) is False

    assert calls(project) == ["npm ci", "node static/src/build.mjs"]


def test_a_changed_source_is_built_without_installing_again(project: Path) -> None:
    ensure_assets(project)
    (project / "static" / "src" / "page.ts").write_text("export const changed = true;")

    ensure_assets(project)

    assert calls(project) == ["npm ci", *["node static/src/build.mjs"] * 2]


def test_a_changed_lock_is_installed_again(project: Path) -> None:
    ensure_assets(project)
    (project / "package-lock.json").write_text('{"packages": {}}')

    ensure_assets(project)

    assert calls(project) == ["npm ci", "node static/src/build.mjs"] * 2


def test_a_failed_build_is_tried_again(project: Path) -> None:
    ensure_assets(project)
    (project / "static" / "src" / "page.ts").write_text("mistake")
    (project / "broken").write_text("page.ts: mistake")

    with pytest.raises(ClientNotBuilt, match=r"page\.ts: mistake"):
        ensure_assets(project)
    (project / "broken").unlink()

    assert ensure_assets(project) is True


def test_an_unreachable_registry_is_said_in_a_sentence(project: Path) -> None:
    (project / "broken").write_text("npm error code ENOTFOUND")

    with pytest.raises(ClientNotBuilt, match="The package registry cannot be reached"):
        ensure_assets(project)


@pytest.fixture
def app() -> Flask:
    app = Flask(__name__, static_folder=str(ROOT / "static"))
    init_assets(app)
    return app


def test_a_built_file_is_named_by_its_content_and_kept_a_year(app: Flask) -> None:
    with app.test_request_context():
        url = render_template_string("{{ asset('styles.css') }}")

    answer = app.test_client().get(url, buffered=True)

    assert re.fullmatch(r"/static/dist/styles-\w{8}\.css", url)
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.mimetype == "text/css"


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("", None)],
)
def test_a_built_file_comes_in_the_best_compression_the_browser_knows(
    app: Flask, accepted: str, encoding: str | None
) -> None:
    file = manifest()["styles.css"]["file"]

    answer = app.test_client().get(f"/static/dist/{file}", headers={"Accept-Encoding": accepted}, buffered=True)

    assert answer.headers.get("Content-Encoding") == encoding
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert answer.status_code == 200


def test_a_page_says_which_content_it_expects(app: Flask) -> None:
    with app.test_request_context():
        html = render_template_string("{{ integrity('live.js') }} {{ asset_imports('live.js')|join(' ') }}")

    assert html.startswith("sha384-")
    assert html.count("/static/dist/chunk-") == len(manifest()["live.js"]["imports"])
