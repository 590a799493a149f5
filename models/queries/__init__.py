"""What the window, the API and the exports read."""
