"""Training: prepare a session, pass the gates, be guided, see what was done, keep the diary."""
