"""Floor 2: a sentence becomes doses, each value with the words it was read from. Knows no pages."""
