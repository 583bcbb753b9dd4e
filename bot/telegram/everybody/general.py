"""The commands that belong to no room: /start, /help, /privacy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import Update

from bot.activities.room import Mine
from bot.people.wording import own_account_line
from bot.telegram import buttons, commands
from bot.telegram.desk.keyboards import keyboard
from bot.telegram.desk.reception import Reception
from bot.telegram.desk.spots import Spot, spot_of
from bot.telegram.members.entry import Entry
from bot.telegram.sentences.common import ChatText
from bot.telegram.sentences.members import RegisterChat
from bot.telegram.sentences.secretaries import SecretaryChat
from bot.telegram.transport.callback_data import Context, Handler
from bot.texts import say


@dataclass(frozen=True, slots=True)
class GeneralHandlers:
    """Greets, and tells what there is and what is kept."""

    desk: Reception
    entry: Entry
    own: Mine

    def handlers(self) -> Sequence[Handler]:
        return [
            commands.START.handler(self.on_start),
            commands.HELP.handler(self.on_help),
            commands.PRIVACY.handler(self.on_privacy),
        ]

    async def on_start(self, update: Update, _: Context) -> None:
        """Greet; a link's payload is an invitation or the wall's code."""
        spot = spot_of(update)
        if spot.words:
            await self.entry.on_payload(update, spot.words)
        else:
            await self.desk.reply(spot, ChatText.CHAT_WELCOME)

    async def on_help(self, update: Update, _: Context) -> None:
        """List the commands; in private also those that the person's posts allow."""
        spot = spot_of(update)
        parts = [say(ChatText.CHAT_HELP, commands=commands.listed(commands.FOR_ALL))]
        allowed = await self._allowed(spot)
        if allowed:
            parts.append(say(SecretaryChat.HELP_RUNNING, commands=commands.listed(allowed)))
        await self.desk.reply(spot, "\n\n".join(parts))

    async def on_privacy(self, update: Update, _: Context) -> None:
        """Tell what is kept; somebody bound also reads what of them, and by which accounts."""
        spot = spot_of(update)
        if not spot.is_private or await self.desk.known(spot) is None:
            await self.desk.reply(spot, ChatText.CHAT_PRIVACY)
            return
        who = await self.desk.people.my_binding(spot.asker)
        own = say(RegisterChat.PRIVACY_OWN, name=who.name, place=who.home.name if who.home else "")
        accounts = await self.desk.people.my_accounts(spot.asker)
        listed = say(RegisterChat.ACCOUNTS_OWN, accounts="\n".join(map(own_account_line, accounts)))
        shown = [(RegisterChat.BUTTON_UNBIND, buttons.UNBIND())]
        if len(accounts) > 1:
            shown.append((RegisterChat.BUTTON_END_OTHERS, buttons.END_OTHERS()))
        await self.desk.reply(spot, f"{say(ChatText.CHAT_PRIVACY)}\n\n{own}\n\n{listed}", keyboard(shown))

    async def _allowed(self, spot: Spot) -> list[commands.Command]:
        """Give the commands that take a permission which the person holds."""
        member = await self.desk.known(spot)
        if member is None or not spot.is_private:
            return []
        held = (await self.own.standing(member)).caller.holds
        return [one for one in commands.TABLE if one.permission is not None and held(one.permission)]
