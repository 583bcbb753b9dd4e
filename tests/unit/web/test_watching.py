"""However many watch, one looks; and nobody is left without a picture."""

from __future__ import annotations

import asyncio
from contextlib import aclosing

import pytest

from bot.web.activities.watching import BEAT, Watching


class Scene:
    """What is looked at."""

    def __init__(self) -> None:
        self.looks = 0
        self.line = b"one"
        self.ready = asyncio.Event()
        self.ready.set()
        self.looked = asyncio.Event()

    async def look(self) -> bytes:
        self.looks += 1
        self.looked.set()
        await self.ready.wait()
        if self.line == b"broken":
            raise ZeroDivisionError
        return self.line


async def watch(watching: Watching, scene: Scene, wanted: int) -> list[bytes]:
    shown: list[bytes] = []
    async with aclosing(watching("wall", scene.look)) as lines:
        async for line in lines:
            shown.append(line)
            if len(shown) == wanted:
                return shown
    raise AssertionError("it ended by itself")


async def test_five_hundred_walls_look_once_a_round() -> None:
    scene, watching = Scene(), Watching(seconds=0.05)
    shown = await asyncio.gather(*(watch(watching, scene, 4) for _ in range(500)))
    assert shown == [[b"one", BEAT, BEAT, BEAT]] * 500
    assert scene.looks <= 12  # four rounds, and as many again on a machine that stumbles


async def test_a_change_is_shown_to_all() -> None:
    scene, watching = Scene(), Watching(seconds=0.01)
    async with aclosing(watching("wall", scene.look)) as lines:
        assert await anext(lines) == b"one"
        scene.line = b"two"
        assert b"two" in {await anext(lines), await anext(lines)}


async def test_another_looks_when_the_first_has_left_meanwhile() -> None:
    scene, watching = Scene(), Watching()
    scene.ready.clear()
    first = asyncio.ensure_future(watch(watching, scene, 1))
    others = [asyncio.ensure_future(watch(watching, scene, 1)) for _ in range(3)]
    async with asyncio.timeout(5):
        await scene.looked.wait()
    first.cancel()
    scene.ready.set()
    async with asyncio.timeout(5):
        assert await asyncio.gather(*others) == [[b"one"]] * 3


async def test_what_goes_wrong_is_told_to_all_and_tried_again_by_the_next() -> None:
    scene, watching = Scene(), Watching()
    scene.line = b"broken"
    told = await asyncio.gather(*(watch(watching, scene, 1) for _ in range(3)), return_exceptions=True)
    assert [type(error) for error in told] == [ZeroDivisionError] * 3
    scene.line = b"one"
    assert await watch(watching, scene, 1) == [b"one"]


async def test_what_nobody_watches_is_forgotten() -> None:
    scene, watching = Scene(), Watching(seconds=0.0)
    for number in range(50):
        async with aclosing(watching(number, scene.look)) as lines:
            assert await anext(lines) == b"one"
        await asyncio.sleep(0)
    assert len(watching._seen) <= 2


@pytest.mark.parametrize("watchers", [1, 3])
async def test_without_watchers_nobody_looks(watchers: int) -> None:
    scene, watching = Scene(), Watching(seconds=0.01)
    await asyncio.gather(*(watch(watching, scene, 2) for _ in range(watchers)))
    looks = scene.looks
    async with asyncio.timeout(5):
        assert await watch(Watching(seconds=0.03), Scene(), 2) == [b"one", BEAT]
    assert scene.looks == looks
