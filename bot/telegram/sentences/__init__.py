"""The sentences of the chat."""
