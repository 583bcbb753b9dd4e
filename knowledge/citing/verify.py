"""Checks before anything is sent: every quoted span stands letter for letter in the passage it is cited from."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.model import Citation


def unfaithful(citations: Iterable[Citation]) -> list[Citation]:
    """List the citations whose quote does not stand in their passage."""
    return [citation for citation in citations if citation.quote not in citation.evidence.passage.text]
