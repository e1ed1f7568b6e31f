"""Tests of putting passages into the blocks of a pack."""
