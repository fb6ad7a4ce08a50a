"""The built client."""

from flask import Flask


def init_assets(app: Flask) -> None:
    """Let templates name built files."""
    app.jinja_env.globals.update(
        asset=lambda name: f"/static/dist/{name}", integrity=lambda _name: "", asset_imports=lambda _name: ()
    )
