"""Texts: drafted live, frozen into revisions, consolidated, read, merged."""
