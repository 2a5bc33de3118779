"""The map of a scenario, for people, for other programs, and as a picture."""
