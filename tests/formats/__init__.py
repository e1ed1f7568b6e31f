"""Tests of reading Markdown, HTML, Word, PDF and mail."""
