"""What a learner sees and types."""
