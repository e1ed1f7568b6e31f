"""Tests of the code's own rules, the package and its documents."""
