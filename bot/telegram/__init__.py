"""The chat edge: python-telegram-bot over the inbox. One handlers file for each room; `rooms.py` lists them."""
