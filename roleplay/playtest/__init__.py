"""Scenarios played thousands of times by six kinds of learner, to see what happens before anybody is hurt."""
