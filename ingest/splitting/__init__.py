"""Cleaned blocks in, one draft for each regulation out: one file is not one regulation."""
