"""Registers, ledgers, paper sheets and calendar files; and the filled paper sheet read back."""
