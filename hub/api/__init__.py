"""The operator API: HTTP on loopback for scripts, spreadsheets and the command line."""
