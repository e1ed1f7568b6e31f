"""A Word file to pieces of text."""
