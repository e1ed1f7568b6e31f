"""A style to what Word calls styles, numbering, theme, settings and fonts."""
