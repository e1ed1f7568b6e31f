"""Blocks of a document to strips, one module a kind of block."""
