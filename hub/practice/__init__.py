"""The practice web: a small invented site on this machine, for learning, demos and tests."""
