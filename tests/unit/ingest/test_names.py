"""Under which name a file is known: fit for a screen and a database, whatever the file system gives."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ingest.document import find_files, links_outside
from ingest.model import RefusalCode
from ingest.names import has_readable_name, shown_name
from tests.unit.ingest.samples import refusal


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("学习办法.txt".encode(), "学习办法.txt"),
        ("学习办法.txt".encode("gb18030"), "学习办法.txt"),
        (b"a\nb.txt", "a\\x0ab.txt"),
        (b"a\x1b[31mb.txt", "a\\x1b[31mb.txt"),
        (b"a\x7fb\tc.txt", "a\\x7fb\\x09c.txt"),
        ("a\u202etxt.exe".encode(), "a\\u202etxt.exe"),
        ("a\u200bb\u2028c\ufeff.txt".encode(), "a\\u200bb\\u2028c\\ufeff.txt"),
        ("\U000e0041.txt".encode(), "\\U000e0041.txt"),
        (b"a\xff.txt", "a\\udcff.txt"),
    ],
)
def test_a_name_is_shown_in_one_harmless_line(name: bytes, shown: str) -> None:
    assert shown_name(Path(os.fsdecode(b"folder/" + name))) == shown
    assert shown.isprintable()


def test_only_a_name_in_no_known_encoding_is_refused() -> None:
    assert has_readable_name(Path(os.fsdecode("办法.txt".encode("gb18030"))))
    assert not has_readable_name(Path(os.fsdecode(b"a\xff.txt")))


def test_links_that_lead_out_are_listed_apart(tmp_path: Path) -> None:
    outside, folder = tmp_path / "outside", tmp_path / "folder"
    (outside / "deep").mkdir(parents=True)
    (folder / "inner").mkdir(parents=True)
    secret, own = outside / "secret.txt", folder / "inner" / "own.txt"
    for file in (secret, own):
        file.write_text("第一条　应当。", encoding="utf-8")
    (folder / "out.txt").symlink_to(secret)
    (folder / "outfolder").symlink_to(outside / "deep")
    (folder / "in.txt").symlink_to(own)
    (folder / "infolder").symlink_to(folder / "inner")
    (folder / "broken.txt").symlink_to(folder / "nothing.txt")
    (folder / "up.txt").symlink_to(Path("../outside/secret.txt"))
    assert [path.name for path in find_files([folder])] == ["broken.txt", "in.txt", "own.txt"]
    assert [path.name for path in links_outside([folder])] == ["out.txt", "outfolder", "up.txt"]
    assert find_files([folder / "out.txt"]) == [folder / "out.txt"]
    assert links_outside([folder / "out.txt"]) == []


def test_what_is_no_file_is_listed_and_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    [pipe] = find_files([tmp_path])
    assert refusal(pipe) is RefusalCode.UNREADABLE
