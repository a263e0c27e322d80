"""What every page shares: the frame, the look, languages, health check, offline shell."""
