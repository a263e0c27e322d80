"""The linter: what an author wants to know of a page before anybody trains by it."""
