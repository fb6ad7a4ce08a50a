"""One spelling for every value that is hashed: UTF-8 JSON, NFC, sorted keys, no spaces."""

import hashlib
import json
import unicodedata
from collections.abc import Mapping, Sequence

Json = None | bool | int | str | Sequence["Json"] | Mapping[str, "Json"]


def _normal(value: Json) -> Json:
    match value:
        case str():
            return unicodedata.normalize("NFC", value)
        case None | bool() | int():
            return value
        case Mapping():
            return {unicodedata.normalize("NFC", key): _normal(item) for key, item in value.items()}
        case Sequence():
            return [_normal(item) for item in value]


def canonical_json(value: Json) -> str:
    """The canonical text of a value; two equal values have the same bytes everywhere.

    Floats are refused by the type: figures are integers or exact decimal strings.
    """
    return json.dumps(_normal(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256(value: Json) -> str:
    """The lower-case hexadecimal SHA-256 of the canonical text."""
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()
