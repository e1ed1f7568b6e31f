"""From what two editions told to what is new in the later one, as data, Markdown and JSON."""
