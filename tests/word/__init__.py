"""Tests of writing memos, and of letterheads."""
