"""A mail to pieces of text: its headers, its body parts, the names of what is attached."""
