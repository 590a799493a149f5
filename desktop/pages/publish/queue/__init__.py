"""What goes out next."""
