"""A person's own list of exercises. What follows when, and what makes it harder, is for the programme to come."""
