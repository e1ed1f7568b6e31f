"""Tests of the block tree and its words."""
