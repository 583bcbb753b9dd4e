from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from knowledge.batches import batches


@given(st.lists(st.integers(), max_size=30), st.integers(1, 10))
def test_parts_put_together_are_the_whole(items: list[int], size: int) -> None:
    parts = list(batches(items, size))
    assert [item for part in parts for item in part] == items
    assert all(len(part) == size for part in parts[:-1])
    assert all(0 < len(part) <= size for part in parts)
