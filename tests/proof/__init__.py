"""Tests of verify, trace, coverage and the leak check."""
