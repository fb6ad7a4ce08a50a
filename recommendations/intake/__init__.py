"""Readers of what people bring: Word, CSV and XLSX into values of the domain."""
