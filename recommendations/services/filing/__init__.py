"""Proposals on their way to the vote: checked, filed, supported, moved, and carried along with the text."""
