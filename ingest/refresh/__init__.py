"""Files in, a new state of the library out: what an administrator does with documents, and what he is told."""
