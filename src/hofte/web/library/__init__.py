"""The library: starter pages from files, a person's own pages, and what was read from them."""
