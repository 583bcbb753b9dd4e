"""Bytes in, blocks out: one reader for each format, picked by the content of the file."""
