"""What is shipped but is not Python: extension, recipes, practice pages, icons, fonts, texts."""
