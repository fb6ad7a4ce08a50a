"""Serves the application for the browser tests: ``python tests/browser/server.py DATABASE_URL PORT``."""

from gevent import monkey

monkey.patch_all()

import sys

from recommendations.application import create_app
from recommendations.config import Settings
from recommendations.serving import serve

KEY = "a secret of at least thirty-two characters"


def main(url: str, port: int) -> None:
    origin = f"http://localhost:{port}"
    serve(create_app(Settings(secret_key=KEY, database_url=url, public_origin=origin, port=port, office="")))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
