"""The mail as it was read, and the form in which it is stored."""
