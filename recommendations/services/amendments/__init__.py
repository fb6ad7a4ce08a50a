"""Amendments as people read them, and what they say of them: pages, index, synopsis, advice, notes."""
