"""Amendments as people read them, and what they say of them: pages, desk, synopsis, advice, notes."""
