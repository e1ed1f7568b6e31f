"""What is new in an edition to a change report: Markdown for readers, JSON for programs."""
