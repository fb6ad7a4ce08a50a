"""What a decision makes of an amendment, of its parts and of all others, and how it is undone."""
