"""Publications whose outcome is or was in doubt."""
