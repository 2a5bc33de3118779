"""Everything that can be said about a scenario file before anybody plays it."""
