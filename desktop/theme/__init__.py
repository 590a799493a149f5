"""Colours, fonts, palette and style: how everything looks."""
