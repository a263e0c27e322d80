"""Floor 2: how heavy. From what was lifted to the most that could be lifted once, and to the kilos of a percentage."""
