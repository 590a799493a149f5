"""What leaves the house as files: CSV and JSON lines, streamed."""
