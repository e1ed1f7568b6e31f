"""What people changed in a memo, read back as data and merged with a new edition."""
