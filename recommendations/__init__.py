"""Hemicycle: an assembly drafts, amends, votes, signs and delivers its recommendations.

Nothing is imported here: whoever needs one rule, a writer of documents or the child that reads a Word file,
does not load the application with it.
"""
