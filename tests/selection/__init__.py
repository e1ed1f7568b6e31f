"""Tests of selecting, ranking, limits and markings."""
