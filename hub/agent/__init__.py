"""The script agent: a program that works on jobs like a browser would, in the practice web."""
