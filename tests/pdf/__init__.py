"""Tests of laying out and writing PDF."""
