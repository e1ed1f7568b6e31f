"""Tests of reading and checking what users write in YAML."""
