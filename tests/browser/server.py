"""Serves the application for the browser tests: ``python tests/browser/server.py DATABASE_URL PORT``."""

from gevent import monkey

monkey.patch_all()

import sys  # noqa: E402 - everything after the patch sees gevent's modules

from recommendations import create_app  # noqa: E402 - as above
from recommendations.config import Settings  # noqa: E402 - as above
from recommendations.serving import serve  # noqa: E402 - as above

KEY = "a secret of at least thirty-two characters"


def main(url: str, port: int) -> None:
    origin = f"http://127.0.0.1:{port}"
    serve(create_app(Settings(secret_key=KEY, database_url=url, public_origin=origin, port=port)))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
