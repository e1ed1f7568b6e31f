"""Tests of reading plain text, and what damages clean texts for them."""
