"""The composer: one text, its form for each account, files, preview, time."""
