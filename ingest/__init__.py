"""Documents in, passages and what they say about themselves out; a refresh brings them into the library."""
