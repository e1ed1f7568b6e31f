"""Blocks of a document to WordprocessingML, one module a kind of block."""
