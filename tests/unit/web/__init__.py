"""The web edge in pieces."""
