"""What is said to anyone: greetings, help, privacy, plain text on its way to a room, and what nobody took."""
