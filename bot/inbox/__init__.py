"""What arrives from the chat, stored before it is handled: model, tables, use cases and the pump that works it off."""
