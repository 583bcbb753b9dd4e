"""Organisations, members, posts, and the accounts bound to them."""
