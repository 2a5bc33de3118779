"""What can happen in a scenario, proved rather than sampled."""
