"""Carets in a live text: Yjs awareness with exactly one entry, the author's own."""

import json
from dataclasses import dataclass
from typing import Any

from pycrdt import Decoder, Encoder

from recommendations.domain.drafting import UpdateMalformed

LARGEST_CARET = 8_192


@dataclass(frozen=True, slots=True)
class Caret:
    """One entry of a Yjs awareness update; ``state`` is None when the author has left."""

    client: int
    clock: int
    state: dict[str, Any] | None

    def encoded(self) -> bytes:
        """The caret as a Yjs awareness update."""
        encoder = Encoder()
        for number in (1, self.client, self.clock):
            encoder.write_var_uint(number)
        # ASCII only: the library counts characters where the protocol counts bytes.
        encoder.write_var_string(json.dumps(self.state, ensure_ascii=True, separators=(",", ":")))
        return encoder.to_bytes()


def read_caret(update: object) -> Caret:
    """The one caret in an awareness update.

    Raises:
        UpdateMalformed: it holds none, or more than the author's own.
    """
    if not isinstance(update, bytes) or not 0 < len(update) <= LARGEST_CARET:
        raise UpdateMalformed
    try:
        decoder = Decoder(update)
        count, client, clock = (decoder.read_var_uint() for _ in range(3))
        state = json.loads(decoder.read_var_string())
    except (IndexError, RuntimeError, ValueError, RecursionError) as error:
        raise UpdateMalformed from error
    if count != 1 or not (state is None or isinstance(state, dict)):
        raise UpdateMalformed
    return Caret(client, clock, state)
