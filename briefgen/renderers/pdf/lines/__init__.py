"""Inlines to set lines: runs, words, where lines end, kerning, hyphens."""
