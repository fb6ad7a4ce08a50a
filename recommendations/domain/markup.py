"""The few signs in which spans are typed in plain form fields: **strong**, _emphasis_, [label](https://…), [^note^]."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recommendations.domain.text import Span
from recommendations.domain.words import normal_spans

_SIGNS = re.compile(
    r"""(?P<escaped>\\[\\*_\[\]^()])
      | (?P<note>\[\^(?P<inside>(?:\\[\\^\[\]]|[^\\^\[]|\[(?!\^)|\\(?![\\^\[\]])|\^(?!\]))++)\^\])
      | (?P<strong>\*\*)
      | (?P<emphasis>_)
      | (?P<close>\]\((?P<link>[a-z][a-z0-9+.-]*:(?:\\[\\()]|[^\s()\\])+)\))
      | (?P<open>\[)
      | (?P<plain>[^\\*_\[\]]+|.)""",
    re.VERBOSE | re.DOTALL,
)
_SPECIAL = re.compile(r"([\\*_\[\]^])")


@dataclass(frozen=True, slots=True)
class _Sign:
    kind: str
    text: str


def parse(markup: str) -> tuple[Span, ...]:
    """The spans that were typed; a sign without its partner is an ordinary character."""
    signs = list(_signs(markup))
    left = Counter(sign.kind for sign in signs)
    spans: list[Span] = []
    marks = {"strong": False, "emphasis": False}
    link = ""
    for sign, target in zip(signs, _targets(signs), strict=True):
        left[sign.kind] -= 1
        if sign.kind in marks and (marks[sign.kind] or left[sign.kind]):
            marks[sign.kind] = not marks[sign.kind]
        elif sign.kind == "open" and target and not link:
            link = target
        elif sign.kind == "close" and link:
            link = ""
        else:
            text, note = ("", sign.text) if sign.kind == "note" else (_typed(sign), None)
            spans.append(Span(text, marks["strong"], marks["emphasis"], link or None, note))
    return normal_spans(spans)


def _signs(markup: str) -> Iterator[_Sign]:
    for match in _SIGNS.finditer(markup):
        kind = str(match.lastgroup)
        if match["escaped"]:
            yield _Sign("plain", match["escaped"][1])
        elif match["note"]:
            yield _Sign("note", re.sub(r"\\([\\^\[\]])", r"\1", match["inside"]))
        elif match["close"]:
            yield _Sign("close", re.sub(r"\\([\\()])", r"\1", match["link"]))
        else:
            yield _Sign(kind, match[0])


def _targets(signs: Sequence[_Sign]) -> list[str]:
    """For each sign the address that would close a link opened there; none if another one is opened first."""
    targets: list[str] = []
    following = ""
    for sign in reversed(signs):
        targets.append(following)
        if sign.kind in {"open", "close"}:
            following = sign.text if sign.kind == "close" else ""
    return targets[::-1]


def _typed(sign: _Sign) -> str:
    return f"]({sign.text})" if sign.kind == "close" else sign.text


def serialize(spans: Sequence[Span]) -> str:
    """The markup from which :func:`parse` makes the same spans; signs are escaped only where they must be."""
    normal = normal_spans(spans)
    readable = _written(normal, is_escaped=False)
    return readable if parse(readable) == normal else _written(normal, is_escaped=True)


def _written(spans: Sequence[Span], *, is_escaped: bool) -> str:
    pieces: list[str] = []
    last = Span("")
    for span in (*spans, Span("")):
        if last.link is not None and span.link != last.link:
            pieces.append("](" + re.sub(r"([\\()])", r"\\\1", last.link) + ")")
        pieces.append(("**" if span.strong != last.strong else "") + ("_" if span.emphasis != last.emphasis else ""))
        if span.link is not None and span.link != last.link:
            pieces.append("[")
        pieces.append(_content(span, is_escaped=is_escaped))
        last = span
    return "".join(pieces)


def _content(span: Span, *, is_escaped: bool) -> str:
    if span.footnote is not None:
        return "[^" + re.sub(r"([\\^\[\]])", r"\\\1", span.footnote) + "^]"
    return _SPECIAL.sub(r"\\\1", span.text) if is_escaped else span.text
