"""The inbox as the chat edge calls it."""

from __future__ import annotations

from bot.inbox.pump import Inbox, Progress
from bot.inbox.usecases import (
    DropDialogue,
    GetDialogue,
    ListWaiting,
    NoteProgress,
    PruneInbox,
    PutDialogue,
    StoreUpdates,
)
from bot.storage.door import Door


class InboxRoom:
    """Updates on their way to an answer, and dialogues that outlive a restart."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self.get_dialogue = GetDialogue(door)
        self.put_dialogue = PutDialogue(door)
        self.drop_dialogue = DropDialogue(door)
        self.prune = PruneInbox(door)

    def pump(self) -> Inbox:
        """Give a pump that nothing is in yet."""
        return Inbox(StoreUpdates(self._door), ListWaiting(self._door), Progress(NoteProgress(self._door)))
