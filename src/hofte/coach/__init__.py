"""Floor 5: the session written out, the clockwork that plays it, and the judge of what was done."""
