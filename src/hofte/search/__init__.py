"""Floor 2: words → search tokens, and tokens → a ranked answer. Knows nothing of pages, clinics or databases."""
