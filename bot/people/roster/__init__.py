"""The roster as a file: reading, checking, comparing with what is stored, taking in and back."""
