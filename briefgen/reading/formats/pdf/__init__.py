"""A PDF to pieces of text in reading order."""
