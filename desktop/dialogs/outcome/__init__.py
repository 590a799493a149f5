"""The dialog in which the operator decides about an outcome that is not known."""
