"""What those do who run activities: create, open, mark, lock, export, decide, invite."""
