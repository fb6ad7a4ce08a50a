"""Plays a whole assembly through the services and compares it with what the file expects."""
