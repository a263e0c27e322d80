"""Floor 6: recordings of any length, read in portions, analysed, reported; and kept safely while they are made."""
