"""The built client."""

from flask import Flask


def init_assets(app: Flask) -> None:
    """Let templates name built files."""
