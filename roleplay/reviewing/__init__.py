"""A conversation looked at again: what happened in it, as values that any report can show."""
