"""Whole installations, the ways they break, and the remedies."""
