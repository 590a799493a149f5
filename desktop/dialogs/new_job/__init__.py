"""The dialog that asks for a new job."""
