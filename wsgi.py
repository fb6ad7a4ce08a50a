"""The server: ``python wsgi.py``, and the application for ``flask --app wsgi``."""

from gevent import monkey

monkey.patch_all()

from recommendations import create_app  # noqa: E402 - everything after the patch sees gevent's modules
from recommendations.serving import serve  # noqa: E402 - as above

app = create_app()

if __name__ == "__main__":
    serve(app)
