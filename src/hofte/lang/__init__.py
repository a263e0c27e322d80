"""Floor 1: the words of each language, as data under ``lang/<code>/``: numbers, units, frequency, sides, cues."""
