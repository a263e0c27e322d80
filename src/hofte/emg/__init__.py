"""Floor 2: volts become a level that a person can steer. Live code is standard library only."""
