"""Other results than those of the file: the text that they would give, or the refusal of what excludes itself."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from recommendations.domain.amendments import Conflict
from recommendations.domain.refusals import Refused
from recommendations.services.deciding.assuming import assume
from recommendations.services.rehearsing.play import Play
from recommendations.services.rehearsing.proposals import words
from recommendations.storage.database import db

ADOPTED = "adopted"


def check_what_if(play: Play) -> None:
    """Every case of the file, computed before the votes; nothing is stored."""
    for case in play.assembly.what_if:
        expected = case["expected_text"] or case.get("expected_error")
        play.report.expect("what if", case["id"], _assumed(play, case), expected)


def _assumed(play: Play, case: Mapping[str, Any]) -> object:
    uid = play.uid_of(case["target"])
    missing = [code for code in case["results"] if code.split("/")[0] not in play.filed]
    if missing or uid is None:
        return f"not filed: {', '.join(missing or [case['target']])}"
    code = next(iter(case["results"])).split("/")[0]
    theme_id = play.scene.themes[play.theme_of(play.proposed[code])]
    results = {_key(play, code): result == ADOPTED for code, result in case["results"].items()}
    try:
        return {language: words(unit) for language, unit in assume(db.session(), theme_id, uid, results).items()}
    except Conflict:
        return "CONFLICT"
    except Refused as error:
        return f"{type(error).__name__} {error}"


def _key(play: Play, code: str) -> UUID | tuple[UUID, int]:
    """An amendment, or "A16/1": one of its parts."""
    name, _, part = code.partition("/")
    return (play.filed[name], int(part)) if part else play.filed[name]
