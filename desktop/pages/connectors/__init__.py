"""Connectors: how they fare, who presses, and the import of a recording."""
