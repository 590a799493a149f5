"""Windows over the window that ask for something."""
