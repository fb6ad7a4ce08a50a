"""Rooms of live text: documents in memory, fed from and to the log of updates."""
