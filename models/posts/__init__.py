"""Posts: what is to be said, where, and when."""
