"""The lexical index on tantivy: words and character pairs, already cut by us, scored by BM25."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import tantivy

from knowledge.adapters.faults import readable
from knowledge.files import NO_FILE, Stamp, stamp_of
from knowledge.ports import IndexUnreadable, LexicalEntry

_WRITER_BYTES = 64_000_000
_ALL = 10_000_000
_META = "meta.json"  # tantivy's own list of segments: it is replaced at each commit
Result = TypeVar("Result")


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("key", stored=True, fast=True, tokenizer_name="raw", index_option="basic")
    for field in ("words", "bigrams"):
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


class TantivyIndex:
    """A folder of segments, opened when it is first asked. Reading never writes; one process writes at a time.

    What another process committed is seen by the next question. Errors of every read: IndexUnreadable.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._schema = _schema()
        self._index: tantivy.Index | None = None
        self._stamp = NO_FILE

    # what readers ask

    @property
    def size(self) -> int:
        return self._read(lambda searcher: int(searcher.num_docs))

    def passages(self) -> set[int]:
        return self._read(_passages)

    def stamp(self) -> Stamp:
        return stamp_of(self._folder / _META)

    def search(self, words: Sequence[str], bigrams: Sequence[str], limit: int) -> list[tuple[int, float]]:
        clauses = [
            (tantivy.Occur.Should, tantivy.Query.term_query(self._schema, field, term, "freq"))
            for field, terms in (("words", words), ("bigrams", bigrams))
            for term in terms
        ]

        def hits(searcher: tantivy.Searcher) -> list[tuple[int, float]]:
            if not clauses or searcher.num_docs == 0:
                return []
            found = searcher.search(tantivy.Query.boolean_query(clauses), limit=limit).hits
            return [(int(searcher.doc(address)["key"][0]), float(score)) for score, address in found]

        return self._read(hits)

    def frequency(self, term: str) -> int:
        field = "bigrams" if term.startswith("#") else "words"
        return self._read(lambda searcher: int(searcher.doc_freq(field, term)))

    # what the writer does

    def add(self, entries: Iterable[LexicalEntry]) -> None:
        with self._writing() as writer:
            for entry in entries:
                writer.delete_documents_by_term("key", str(entry.passage))
                document = tantivy.Document()
                document.add_text("key", str(entry.passage))
                document.add_text("words", " ".join(entry.words))
                document.add_text("bigrams", " ".join(entry.bigrams))
                writer.add_document(document)

    def keep(self, passages: Collection[int]) -> None:
        self._writable()
        gone = sorted(self.passages() - set(passages))
        if gone:
            with self._writing() as writer:
                for passage in gone:
                    writer.delete_documents_by_term("key", str(passage))

    def _read(self, ask: Callable[[tantivy.Searcher], Result]) -> Result:
        with readable("lexical"):
            return ask(self._opened().searcher())

    def _opened(self) -> tantivy.Index:
        stamp = self.stamp()
        if stamp == NO_FILE:
            raise FileNotFoundError(self._folder / _META)
        if self._index is None:
            self._index = self._open()
        elif stamp != self._stamp:
            self._index.reload()
        self._stamp = stamp
        return self._index

    @contextmanager
    def _writing(self) -> Iterator[tantivy.IndexWriter]:
        """Write in one commit."""
        index = self._writable()
        writer = index.writer(_WRITER_BYTES, 1)
        yield writer
        writer.commit()
        writer.wait_merging_threads()
        index.reload()

    def _writable(self) -> tantivy.Index:
        """Open it; a folder that cannot be read is made anew, because it is derived from SQL."""
        try:
            self._read(lambda searcher: searcher.num_docs)
        except IndexUnreadable:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder.mkdir(parents=True)
            self._index = self._open()
        assert self._index is not None  # it was read, or made, just now
        return self._index

    def _open(self) -> tantivy.Index:
        index = tantivy.Index(self._schema, path=str(self._folder), reuse=True)
        index.register_tokenizer("whitespace", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
        return index


def _passages(searcher: tantivy.Searcher) -> set[int]:
    found = searcher.search(tantivy.Query.all_query(), limit=max(1, min(_ALL, searcher.num_docs))).hits
    return {int(searcher.doc(address)["key"][0]) for _, address in found}
