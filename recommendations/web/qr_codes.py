"""Addresses as pictures that phones read."""

import segno
from markupsafe import Markup


def qr_code(address: str) -> Markup:
    """One of our own addresses as a picture in the page."""
    drawn = segno.make(address, error="m", micro=False)
    # Black on white in both colour schemes, with the quiet zone that readers need.
    inline = drawn.svg_inline(scale=5, border=4, dark="#000", light="#fff", omitsize=True, svgclass="qr")
    return Markup(inline)  # noqa: S704 - drawn by segno from our own address, no text of anybody inside
