"""The mail as it was read, and the form in which it is stored."""

__all__ = ["parsed_mail", "stored_content", "thread_ref"]
