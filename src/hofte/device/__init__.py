"""Floor 6: where signals come from. Simulated, replay and timer always ship."""
