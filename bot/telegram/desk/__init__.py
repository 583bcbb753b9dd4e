"""What every room of the chat stands on: who writes or presses, answering them, keyboards, dialogues that are kept."""
