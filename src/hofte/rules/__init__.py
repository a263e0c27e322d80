"""Floor 1: the clinical rules as data: id, scope, numbers, text, source, mark."""
