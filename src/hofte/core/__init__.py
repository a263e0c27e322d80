"""Floor 0: what every other package may use. Standard library only."""
