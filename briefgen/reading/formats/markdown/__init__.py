"""Markdown to pieces of text."""
