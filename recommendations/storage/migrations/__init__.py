"""Migrations: every change of the tables, up and down, on both databases."""
