"""Files and folders of a project: where they lie, what they are called, which a pattern means."""
