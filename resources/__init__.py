"""What is shipped but is not Python: extension, practice pages, recipes, icons, fonts, translations."""
