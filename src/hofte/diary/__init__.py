"""Floor 6: what was done, kept for good: append-only, one file, safe against a crash at any moment."""
