"""The server: ``python wsgi.py``, and the application for ``flask --app wsgi``."""

from gevent import monkey

monkey.patch_all()

import sys

from recommendations.application import create_app
from recommendations.config import UnsafeSettingsError, from_environment
from recommendations.serving import serve
from recommendations.starting import prepare

try:
    app = create_app(from_environment(serves=__name__ == "__main__"))
except UnsafeSettingsError as error:
    sys.exit(str(error))

if __name__ == "__main__":
    prepare(app)
    serve(app)
