"""Memos that people edited: found, read back, merged, told."""
