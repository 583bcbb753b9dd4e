"""Labelled questions in, figures out: of the answers, and of retrieval alone. Nothing that answers imports it."""
