"""Pages to the objects of a PDF file: content, tags, fonts, links, metadata."""
