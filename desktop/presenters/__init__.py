"""What is shown: words, tones, times and sizes, decided without a widget."""
