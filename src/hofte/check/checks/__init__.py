"""One check a file: what it looks for, and the codes that it declares."""
