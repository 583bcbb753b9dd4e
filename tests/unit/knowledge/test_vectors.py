"""Files of vectors: what one process writes, others read whole, whatever becomes of the files."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from knowledge.adapters.vectors import LIST, MOST_PARTS, VectorFiles
from knowledge.ports import IndexUnreadable, Slice, Vectors

DIMENSION = 16


def slices(*passages: int, each: int = 2) -> list[Slice]:
    return [
        Slice(f"{passage}#{number}", "", f"{passage:016x}{number:016x}")
        for passage in passages
        for number in range(each)
    ]


def vectors_for(some: list[Slice]) -> Vectors:
    rows = np.stack([np.random.default_rng(int(item.fingerprint, 16)).normal(size=DIMENSION) for item in some])
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def opened(folder: Path, model: str = "m") -> VectorFiles:
    return VectorFiles(folder / "vectors", model)


def filled(folder: Path, *passages: int) -> VectorFiles:
    files = opened(folder)
    files.add(slices(*passages), vectors_for(slices(*passages)))
    return files


def test_the_nearest_are_those_of_the_whole_product(tmp_path: Path) -> None:
    files = filled(tmp_path, *range(1, 40))
    files.add(slices(*range(40, 60)), vectors_for(slices(*range(40, 60))))
    everything = slices(*range(1, 60))
    question = vectors_for(slices(999, each=1))[0]
    scores = vectors_for(everything) @ question
    best = np.argsort(-scores)[:10]
    owners, vectors = files.nearest(question, 10)
    assert owners.tolist() == [int(everything[at].key.partition("#")[0]) for at in best]
    assert np.allclose(vectors @ question, scores[best])
    assert len(files.nearest(question, 1000)[0]) == len(everything)


def test_the_slices_of_some_passages_and_texts(tmp_path: Path) -> None:
    files = filled(tmp_path, 1, 2, 3)
    owners, vectors = files.of_passages([3, 1, 77])
    assert sorted(owners.tolist()) == [1, 1, 3, 3]
    assert np.allclose(vectors, vectors_for(slices(1, 3)))
    [first, *_] = slices(2)
    assert np.allclose(files.vectors_of({first.fingerprint, "f" * 32})[first.fingerprint], vectors_for([first])[0])


def test_doing_it_again_adds_nothing(tmp_path: Path) -> None:
    files = filled(tmp_path, 1, 2)
    before = files.stamp()
    files.add(slices(1, 2), vectors_for(slices(1, 2)))
    assert files.stamp() == before
    files.add(slices(2, 3), vectors_for(slices(2, 3)))
    assert len(files.of_passages([1, 2, 3])[0]) == 6


def test_others_see_each_change_and_keep_what_they_hold(tmp_path: Path) -> None:
    writer = filled(tmp_path, 1, 2)
    reader = opened(tmp_path)
    _, held = reader.of_passages([1])
    writer.add(slices(3), vectors_for(slices(3)))
    assert reader.passages() == {1, 2, 3}
    writer.keep({3})
    assert (reader.passages(), writer.passages()) == ({3}, {3})
    assert np.allclose(held, vectors_for(slices(1)))
    mean = reader.mean()
    assert mean is not None
    assert np.allclose(mean, vectors_for(slices(3)).mean(axis=0), atol=1e-5)
    writer.keep(())
    assert reader.passages() == set()
    assert reader.mean() is None
    assert len(reader.nearest(vectors_for(slices(1))[0], 5)[0]) == 0


def test_many_parts_are_joined(tmp_path: Path) -> None:
    files = opened(tmp_path)
    for passage in range(1, MOST_PARTS + 3):
        files.add(slices(passage), vectors_for(slices(passage)))
    files.keep(range(1, MOST_PARTS + 3))
    assert len(list((tmp_path / "vectors").glob("*.vectors.npy"))) == 1
    assert files.passages() == set(range(1, MOST_PARTS + 3))


def test_a_name_is_never_given_twice(tmp_path: Path) -> None:
    """A reader may still have the old file mapped: to write into it would change what it reads."""
    filled(tmp_path, 1)
    reader = opened(tmp_path)
    _, before = reader.of_passages([1])
    other = opened(tmp_path, "another model")
    other.add(slices(9), vectors_for(slices(9)))
    assert np.allclose(before, vectors_for(slices(1)))
    with pytest.raises(IndexUnreadable):
        reader.passages()
    assert other.passages() == {9}


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def flip(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[-3] ^= 0xFF
    file.write_bytes(content)


@pytest.mark.parametrize("harm", [cut, flip, Path.unlink])
@pytest.mark.parametrize("name", [LIST, "000001.vectors.npy", "000001.keys.npy", "000001.prints.npy"])
def test_damage_is_told_and_written_over(tmp_path: Path, name: str, harm: Callable[[Path], None]) -> None:
    filled(tmp_path, 1, 2)
    if (name, harm) == (LIST, flip):
        (tmp_path / "vectors" / LIST).write_text(json.dumps({"model": "m"}))
    else:
        harm(tmp_path / "vectors" / name)
    damaged = opened(tmp_path)
    for read in (damaged.passages, damaged.mean, lambda: damaged.nearest(vectors_for(slices(1))[0], 3)):
        with pytest.raises(IndexUnreadable):
            read()
    damaged.add(slices(5), vectors_for(slices(5)))
    assert opened(tmp_path).passages() == {5}


def test_a_model_of_another_size_is_no_answer(tmp_path: Path) -> None:
    files = filled(tmp_path, 1)
    with pytest.raises(IndexUnreadable):
        files.nearest(np.ones(DIMENSION + 1, np.float32), 3)
