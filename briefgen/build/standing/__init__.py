"""What is on disk and what becomes of it: which packs are made anew, dated, published, pruned."""
