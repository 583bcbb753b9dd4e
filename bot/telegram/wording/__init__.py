"""The sentences of the chat, and facts put into them. Plain text; the edge makes it harmless."""
