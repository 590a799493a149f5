"""The Evidence page: search as one types over a million rows."""
