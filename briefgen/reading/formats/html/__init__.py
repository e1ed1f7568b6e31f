"""A page of HTML to pieces of text: reports by their headings, news by trafilatura."""
