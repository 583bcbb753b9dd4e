"""The data folder is its owner's, and who works in it alone is alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import BotError, ErrorCode
from bot.storage.folder import close_folder, in_use, too_open


def test_an_open_folder_is_closed_with_all_that_is_in_it(tmp_path: Path) -> None:
    folder, outside = tmp_path / "data", tmp_path / "outside"
    (folder / "index").mkdir(parents=True)
    for file in (folder / "zhibu.db", folder / "index" / "run.sh", outside):
        file.write_text("x", encoding="utf-8")
        file.chmod(0o755)
    (folder / "link").symlink_to(outside)
    folder.chmod(0o755)
    assert set(too_open(folder)) == {folder, folder / "index", folder / "zhibu.db", folder / "index" / "run.sh"}
    close_folder(folder)
    assert too_open(folder) == []
    assert modes(folder, folder / "zhibu.db", folder / "index" / "run.sh") == [0o700, 0o700, 0o700]
    assert modes(outside) == [0o755]


def modes(*paths: Path) -> list[int]:
    return [path.stat().st_mode & 0o777 for path in paths]


def test_many_work_in_a_folder_side_by_side_or_one_alone(tmp_path: Path) -> None:
    with in_use(tmp_path), in_use(tmp_path), pytest.raises(BotError) as busy, in_use(tmp_path, alone=True):
        pass
    assert busy.value.code is ErrorCode.FOLDER_IN_USE
    with in_use(tmp_path, alone=True), pytest.raises(BotError) as busy, in_use(tmp_path):
        pass
    assert busy.value.code is ErrorCode.FOLDER_IN_USE
    with in_use(tmp_path, alone=True):
        pass
