"""What happens between ``python wsgi.py`` and the first page."""

import sys

from flask import Flask

from recommendations.assets import ensure_assets
from recommendations.config import ROOT, Settings
from recommendations.services import demonstration
from recommendations.services.papers.packages import give_up_interrupted
from recommendations.serving import listen
from recommendations.storage.migrating import migrate_if_needed


def prepare(app: Flask) -> None:
    """Leave a client, a database of the newest form and, in the demonstration, something to look at.

    Raises:
        SystemExit: the port is taken, or the client cannot be built; the message says what to do.
    """
    settings: Settings = app.config["SETTINGS"]
    listen(settings).close()  # before the long work: a taken port is said at once
    ensure_assets(ROOT)
    with app.app_context():
        migrate_if_needed()
        give_up_interrupted()
        if settings.is_demonstration:
            demonstrate(settings)


def demonstrate(settings: Settings) -> None:
    """Load the demonstration edition on the first start, and print one sign-in link for each role.

    Raises:
        SystemExit: an earlier loading was interrupted.
    """
    if demonstration.is_unfinished():
        sys.exit(
            "The demonstration was interrupted while it was loaded. Delete its database (instance/) and start again."
        )
    if not demonstration.is_loaded():
        print("Loading the demonstration edition (invented texts, once) ...", flush=True)
        demonstration.load()
    print(f"\nHemicycle is at {settings.public_origin} with the demonstration edition. Sign in as:\n")
    for office, name, token in demonstration.sign_in_links():
        print(f"  {office:<12} {name:<28} {settings.public_origin}/enter/{token}")
    print("\nEach link works once; restart for new ones. Stop with Ctrl+C.", flush=True)
