"""Work on files that may do harm, done in a process of its own that is stopped from outside."""
