"""The rules of the assembly.

Nothing here reads a clock, a database, a request or a file: all it needs arrives as arguments.
"""
