"""Packs made by hand or by chance, in words of our own, for the renderers' tests."""
