"""From finished files back to words: what must not be in them, and where what is in them stands."""
