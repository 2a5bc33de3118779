"""Transcripts made elsewhere, scored turn by turn."""
