"""The Jobs page and its parts."""
