"""Practise a difficult conversation with a scripted client whose trust you have to earn."""

__version__ = "0.1.0"
