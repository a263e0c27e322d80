"""Floor 8: one command = one library verb."""
