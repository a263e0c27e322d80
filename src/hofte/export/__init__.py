"""Floor 6: data out. What was read from a page, in forms that other programs know."""
