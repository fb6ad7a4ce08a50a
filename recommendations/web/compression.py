"""Pages leave compressed: eight hundred phones share one Wi-Fi."""

import gzip

from flask import Flask, Response, request

SMALLEST = 1_000
LEVEL = 5
KINDS = frozenset({"text/html", "application/json"})


def _compress(response: Response) -> Response:
    if response.mimetype not in KINDS or response.is_streamed or response.direct_passthrough:
        return response
    response.vary.add("Accept-Encoding")
    is_wanted = request.accept_encodings.quality("gzip") > 0
    if not is_wanted or response.content_encoding or (response.content_length or 0) < SMALLEST:
        return response
    # A page holds the session's form token beside words from its address, which is how compression has been
    # made to leak tokens; that needs the victim's cookie on foreign requests, and ours is SameSite.
    response.set_data(gzip.compress(response.get_data(), LEVEL, mtime=0))
    response.content_encoding = "gzip"
    return response


def init_compression(app: Flask) -> None:
    """Compress every page that is worth it, for whoever asks."""
    app.after_request(_compress)
