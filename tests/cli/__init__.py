"""Tests of what users type and read."""
