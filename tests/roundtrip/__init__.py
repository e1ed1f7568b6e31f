"""Tests of reading people's edits back and merging them."""
