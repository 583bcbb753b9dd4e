"""The line to Telegram: connecting, fetching, sending at a pace it allows, and reading what a message is."""
