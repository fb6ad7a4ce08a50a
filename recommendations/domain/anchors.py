"""By what a Word file that went out is known again when it comes back: bookmarks and properties."""

import hashlib
import re

PROPERTY_HASH = "Manifesto SHA-256"
PROPERTY_LANGUAGE = "Manifesto language"
PROPERTY_TEMPLATE = "Hemicycle template SHA-256"
PROPERTY_THEME = "Hemicycle theme"
"""The code of the theme of which the file holds a tabled text."""
PROPERTY_REVISION = "Hemicycle revision"
"""The number of that text's revision."""
PROPERTY_REVISION_HASH = "Hemicycle revision SHA-256"

BOOKMARK_PREFIX = "rec_"
_SAFE_NAME = re.compile(r"[A-Za-z0-9_]{1,36}")


def bookmark_name(uid: str) -> str:
    """The bookmark of a unit or a paragraph: at most 40 letters, digits and underscores, stable for its uid."""
    if _SAFE_NAME.fullmatch(uid):
        return f"{BOOKMARK_PREFIX}{uid}"
    return f"{BOOKMARK_PREFIX}{hashlib.sha256(uid.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}"
