"""Tests of what stands in `out/`: editions, changes, freshness, files."""
