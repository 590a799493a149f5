"""The async door to the store: one writer thread, a few readers."""
