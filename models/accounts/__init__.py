"""Platform accounts that are published to."""
