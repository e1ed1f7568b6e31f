"""Plain text to a document: lines to candidates, headings, sections and parts."""
