"""Written Chinese as every room reads it: numerals, dates, script, the words titles end in. Imports no other room."""
