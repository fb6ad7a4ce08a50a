"""Voting: the list, what is asked for, and polls from their preparation to their announcement."""
