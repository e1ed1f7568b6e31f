"""From rendered packs to an edition on disk, and the record of what went into it."""
