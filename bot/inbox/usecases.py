"""What is done with the inbox: store, list, begin, settle, prune; and the dialogues that outlive a restart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.inbox.model import DIALOGUE_LASTS, KEPT, Arrived, Dialogue, UpdateId, UpdateState, Waiting
from bot.inbox.storage import DialogueStore, UpdateStore
from bot.storage.door import Door


@dataclass(frozen=True, slots=True)
class StoreUpdates:
    """Store a batch; gives those that are new, by number. Only after this may Telegram be told that they arrived."""

    door: Door

    async def __call__(self, updates: Sequence[Arrived]) -> list[Waiting]:
        once = {item.id: item for item in updates}
        async with self.door.open() as at:
            store = UpdateStore(at.session)
            repeated_to = await store.pruned_to(at.now)
            added = await store.add_new([item for item in once.values() if item.id > repeated_to], at.now)
        fresh = (once[number] for number in sorted(added))
        return [Waiting(item.id, item.chat, item.user, item.body, is_counted=True) for item in fresh]


@dataclass(frozen=True, slots=True)
class ListWaiting:
    """List what was stored and not settled, by number: the work that a stop or a crash left behind."""

    door: Door

    async def __call__(self) -> list[Waiting]:
        async with self.door.looking.open() as at:
            return await UpdateStore(at.session).waiting()


@dataclass(frozen=True, slots=True)
class NoteProgress:
    """Note in one transaction which updates begin to be handled and how others ended; a repeat changes nothing."""

    door: Door

    async def __call__(self, begun: Collection[UpdateId], ended: Mapping[UpdateId, UpdateState]) -> None:
        by_state: dict[UpdateState, list[UpdateId]] = defaultdict(list)
        for number, state in ended.items():
            by_state[state].append(number)
        async with self.door.open() as at:
            store = UpdateStore(at.session)
            if begun:
                await store.count_tries(begun)
            for state, numbers in by_state.items():
                await store.settle(numbers, state, at.now)


@dataclass(frozen=True, slots=True)
class PruneInbox:
    """Forget updates settled more than 30 days ago and dialogues left for more than 24 hours."""

    door: Door

    async def __call__(self) -> None:
        async with self.door.open() as at:
            await UpdateStore(at.session).prune(at.now - KEPT)
            await DialogueStore(at.session).prune(at.now - DIALOGUE_LASTS)


@dataclass(frozen=True, slots=True)
class GetDialogue:
    """Find where a person's dialogue in a chat stands; None when there is none or it was left for 24 hours."""

    door: Door

    async def __call__(self, chat: int, user: int) -> Dialogue | None:
        async with self.door.looking.open() as at:
            return await DialogueStore(at.session).get(chat, user, at.now - DIALOGUE_LASTS)


@dataclass(frozen=True, slots=True)
class PutDialogue:
    """Keep where a dialogue stands, in place of the one before."""

    door: Door

    async def __call__(self, chat: int, user: int, dialogue: Dialogue) -> None:
        async with self.door.open() as at:
            await DialogueStore(at.session).put(chat, user, dialogue, at.now)


@dataclass(frozen=True, slots=True)
class DropDialogue:
    """End a dialogue; tells whether there was one."""

    door: Door

    async def __call__(self, chat: int, user: int) -> bool:
        async with self.door.open() as at:
            return await DialogueStore(at.session).drop(chat, user)
