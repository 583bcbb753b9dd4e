"""Backups: everything that cannot be made anew, in one archive, and back."""
