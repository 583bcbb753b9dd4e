"""The lexical index on tantivy: words and character pairs, already cut by us, scored by BM25."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

import tantivy

from knowledge.ports import LexicalEntry

_WRITER_BYTES = 64_000_000
_ALL = 10_000_000


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("key", stored=True, fast=True, tokenizer_name="raw", index_option="basic")
    for field in ("words", "bigrams"):
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


class TantivyIndex:
    """A folder of segments. A folder that this version cannot read is thrown away: it is derived from SQL."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        if tantivy.Index.exists(str(folder)) and not tantivy.Index.is_compatible(str(folder)):
            shutil.rmtree(folder)
            folder.mkdir(parents=True)
        self._schema = _schema()
        self._index = tantivy.Index(self._schema, path=str(folder), reuse=True)
        self._analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        self._index.register_tokenizer("whitespace", self._analyzer)

    @property
    def size(self) -> int:
        return int(self._searcher().num_docs)

    def add(self, entries: Iterable[LexicalEntry]) -> None:
        writer = self._index.writer(_WRITER_BYTES, 1)
        for entry in entries:
            writer.delete_documents_by_term("key", entry.key)
            document = tantivy.Document()
            document.add_text("key", entry.key)
            document.add_text("words", " ".join(entry.words))
            document.add_text("bigrams", " ".join(entry.bigrams))
            writer.add_document(document)
        self._commit(writer)

    def remove(self, keys: Sequence[str]) -> None:
        writer = self._index.writer(_WRITER_BYTES, 1)
        for key in keys:
            writer.delete_documents_by_term("key", key)
        self._commit(writer)

    def clear(self) -> None:
        writer = self._index.writer(_WRITER_BYTES, 1)
        writer.delete_all_documents()
        self._commit(writer)

    def keys(self) -> set[str]:
        searcher = self._searcher()
        found = searcher.search(tantivy.Query.all_query(), limit=max(1, min(_ALL, searcher.num_docs))).hits
        return {str(searcher.doc(address)["key"][0]) for _, address in found}

    def search(self, words: Sequence[str], bigrams: Sequence[str], limit: int) -> list[tuple[str, float]]:
        searcher = self._searcher()
        if searcher.num_docs == 0:
            return []
        clauses = [
            (tantivy.Occur.Should, tantivy.Query.term_query(self._schema, field, term, "freq"))
            for field, terms in (("words", words), ("bigrams", bigrams))
            for term in terms
        ]
        if not clauses:
            return []
        hits = searcher.search(tantivy.Query.boolean_query(clauses), limit=limit).hits
        return [(str(searcher.doc(address)["key"][0]), float(score)) for score, address in hits]

    def frequency(self, term: str) -> int:
        field = "bigrams" if term.startswith("#") else "words"
        return int(self._searcher().doc_freq(field, term))

    def _searcher(self) -> tantivy.Searcher:
        return self._index.searcher()

    def _commit(self, writer: tantivy.IndexWriter) -> None:
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
