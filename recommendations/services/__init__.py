"""Use cases: one function is one transaction, and one fact told after the commit."""
