"""The server: ``python wsgi.py``, and the application for ``flask --app wsgi``."""

from gevent import monkey

monkey.patch_all()

import sys  # noqa: E402 - everything after the patch sees gevent's modules

from recommendations import create_app  # noqa: E402 - as above
from recommendations.config import UnsafeSettingsError, from_environment  # noqa: E402 - as above
from recommendations.serving import serve  # noqa: E402 - as above
from recommendations.starting import prepare  # noqa: E402 - as above

try:
    app = create_app(from_environment(serves=__name__ == "__main__"))
except UnsafeSettingsError as error:
    sys.exit(str(error))

if __name__ == "__main__":
    prepare(app)
    serve(app)
