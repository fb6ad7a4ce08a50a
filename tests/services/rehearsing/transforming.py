"""The same assembly in other words, under other names and in another order: it must come out the same."""

import codecs
import json
import re
from collections.abc import Callable, Mapping
from random import Random
from typing import Any

from recommendations.domain.number_words import figures_in

Data = dict[str, Any]
NAMED = ("themes", "recommendations", "amendments", "members", "delegates", "proxies")
WORD = re.compile(r"[^\W\d_]{3,}")
SAID = frozenset({"text", "find", "with", "sentence", "before", "expected_text", "title", "change"})


def renamed(data: Data) -> Data:
    """Every identifier is another one, wherever it stands."""
    codes = [entry["id"] for part in NAMED for entry in data.get(part, ())]
    codes += [entry["creates"] for entry in data["amendments"] if entry.get("creates")]
    codes += list(data["addressee_codes"])
    names = {code: f"n{place:03d}{'x' * (place % 3)}" for place, code in enumerate(sorted(codes, key=len))}
    text = json.dumps(data, ensure_ascii=False)
    any_of = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    pattern = re.compile(rf"(?<![A-Za-z0-9-])(?:{any_of})(?![A-Za-z0-9-])")
    by = re.compile(rf"(?<=_by_)(?:{any_of})(?![A-Za-z0-9-])")
    found: Data = json.loads(by.sub(lambda m: names[m[0]], pattern.sub(lambda m: names[m[0]], text)))
    return found


def in_other_words(data: Data) -> Data:
    """Every word that is no figure is another one, the same everywhere."""
    return {part: _told(value, part, data["meta"]["languages"], is_said=False) for part, value in data.items()}


def _told(value: Any, key: str, languages: list[str], *, is_said: bool) -> Any:  # noqa: ANN401 - any part of a file
    said = is_said or key in SAID
    if isinstance(value, Mapping):
        return {name: _told(one, name, languages, is_said=said) for name, one in value.items()}
    if isinstance(value, list):
        return [_told(one, key, languages, is_said=said) for one in value]
    is_words = isinstance(value, str) and ((key in languages and said) or key in SAID)
    return WORD.sub(_other, value) if is_words else value


def _other(found: re.Match[str]) -> str:
    word = found[0]
    is_figure = any(figures_in(word.lower(), language) for language in ("en", "fr"))
    return word if is_figure else codecs.encode(word, "rot13")


def shuffled(data: Data, random: Random) -> Data:
    """What does not depend on each other stands in another order; what is filed on one target keeps its own."""
    result = dict(data)
    for part in ("members", "delegates", "expected_outcomes", "what_if"):
        result[part] = random.sample(data.get(part, []), len(data.get(part, [])))
    result["recommendations"] = _by(data["recommendations"], lambda entry: entry["theme"], random)
    result["amendments"] = _by(data["amendments"], lambda entry: entry["target"], random)
    return result


def _by(entries: list[Data], group: Callable[[Data], str], random: Random) -> list[Data]:
    """The groups are mixed; within each of them nothing changes its place."""
    order = [group(entry) for entry in entries]
    waiting = {name: [entry for entry in entries if group(entry) == name] for name in order}
    random.shuffle(order)
    return [waiting[name].pop(0) for name in order]
