"""The chat edge: python-telegram-bot over the inbox.

`buttons.py` and `commands.py` are the chat's table of contents, `rooms.py` lists who answers, `service.py` runs it all.
"""
