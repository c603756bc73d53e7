"""Environment and settings. Names upper modules only as strings."""
