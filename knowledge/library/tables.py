"""The library's tables. Ids are never used twice, so a stale index entry can never point at another passage."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from knowledge.library.model import VersionState
from knowledge.model import DocumentKind, PassageKind, Status
from knowledge.sql import Json, Strings, UtcDateTime, enum_column, new_metadata


class LibraryTable(DeclarativeBase):
    """Parent of the library's tables; `LibraryTable.metadata` goes into the Alembic tree."""

    metadata = new_metadata()


class LibraryStateRow(LibraryTable):
    """One row: `revision` grows with each change of what readers see; writers lock it first."""

    __tablename__ = "library_state"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    revision: Mapped[int]


class DocumentRow(LibraryTable):
    """A file by its name; what it says lies in its versions."""

    __tablename__ = "documents"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy's own shape

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(Text, unique=True)


class VersionRow(LibraryTable):
    """A file as it was once read. The partial unique index allows one active version a document."""

    __tablename__ = "versions"
    __table_args__ = (
        UniqueConstraint("document_id", "number"),
        Index(
            "ux_versions_active",
            "document_id",
            unique=True,
            sqlite_where=text("state = 'active'"),
            postgresql_where=text("state = 'active'"),
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"))
    number: Mapped[int]
    checksum: Mapped[str] = mapped_column(Text)
    state: Mapped[VersionState] = mapped_column(enum_column(VersionState))
    ingested_at: Mapped[datetime] = mapped_column(UtcDateTime)
    flags: Mapped[tuple[str, ...]] = mapped_column(Strings)


class RegulationRow(LibraryTable):
    """A regulation of one version: its own facts, what the chains add, and what a person corrected."""

    __tablename__ = "regulations"
    __table_args__ = (UniqueConstraint("version_id", "position"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id", ondelete="CASCADE"))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(Text)
    kind: Mapped[DocumentKind] = mapped_column(enum_column(DocumentKind))
    own_status: Mapped[Status] = mapped_column(enum_column(Status))
    doc_number: Mapped[str | None] = mapped_column(Text)
    issuer: Mapped[str | None] = mapped_column(Text)
    issued_on: Mapped[date | None] = mapped_column(Date)
    effective_on: Mapped[date | None] = mapped_column(Date)
    expires_on: Mapped[date | None] = mapped_column(Date)
    version_year: Mapped[int | None]
    aliases: Mapped[tuple[str, ...]] = mapped_column(Strings)
    flags: Mapped[tuple[str, ...]] = mapped_column(Strings)
    chain_id: Mapped[int | None] = mapped_column(index=True)
    starts_on: Mapped[date | None] = mapped_column(Date)
    successors: Mapped[list[list[str | None]]] = mapped_column(Json, default=list)
    corrections: Mapped[dict[str, str]] = mapped_column(Json, default=dict)


class PassageRow(LibraryTable):
    """A passage; `text_hash` is of its words alone, so the same article equals itself in any copy."""

    __tablename__ = "passages"
    __table_args__ = (UniqueConstraint("regulation_id", "position"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    regulation_id: Mapped[int] = mapped_column(ForeignKey("regulations.id", ondelete="CASCADE"))
    position: Mapped[int]
    label: Mapped[str] = mapped_column(Text)
    path: Mapped[tuple[str, ...]] = mapped_column(Strings)
    text: Mapped[str] = mapped_column(Text)
    search_text: Mapped[str] = mapped_column(Text)
    kind: Mapped[PassageKind] = mapped_column(enum_column(PassageKind))
    text_hash: Mapped[str] = mapped_column(Text)
