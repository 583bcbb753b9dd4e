"""Staged documents made to order."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from knowledge.library.model import StagedDocument, StagedPassage, StagedRegulation
from knowledge.model import DocumentKind, PassageKind, Status


def rule(title: str, articles: Sequence[str] = ("党支部每月开展一次主题党日。",), **facts: object) -> StagedRegulation:
    """A regulation whose articles are numbered from 第1条."""
    passages = tuple(
        StagedPassage(f"第{at}条", ("第一章 总则",), f"第{at}条 {text}", f"第{at}条 {text}", PassageKind.ARTICLE)
        for at, text in enumerate(articles, start=1)
    )
    made = StagedRegulation(title, DocumentKind.REGULATION, Status.IN_FORCE, passages)
    return replace(made, **facts)  # type: ignore[arg-type]


def file(source: str, *regulations: StagedRegulation) -> StagedDocument:
    """A document; its checksum follows from what it holds."""
    checksum = hashlib.sha256(repr(regulations).encode()).hexdigest()
    return StagedDocument(source, checksum, regulations)
