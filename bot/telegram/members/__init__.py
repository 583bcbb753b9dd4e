"""What members do: enter, look at what is their own, ask for leave, write to others."""
