"""From a scenario file to a checked scenario, or to every problem in it."""
