"""Word files that come in: opened safely, read with their revisions, and held against the text that went out.

Nothing here knows a database, a request or a page. Files are untrusted: only ``child`` is called from outside.
"""
