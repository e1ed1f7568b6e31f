"""A mail to pieces of text: its headers, its best body part, the names of what is attached."""
