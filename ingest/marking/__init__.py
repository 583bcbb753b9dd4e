"""Text in, marks out: what a piece of text is by its own words, read once for every later step."""
