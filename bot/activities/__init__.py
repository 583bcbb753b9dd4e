"""Activities, check-in, leave, the register, make-up study and hours."""
