"""The calendar of posts with its tray and composer."""
