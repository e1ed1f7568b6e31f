"""From labelled sources to the ranked passages that one slot of a pack may show."""
