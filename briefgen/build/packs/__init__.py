"""One audience's pack: from what it selects to the bytes of its files, stage by stage."""
