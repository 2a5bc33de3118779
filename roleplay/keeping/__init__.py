"""Sessions kept on disk and read back."""
