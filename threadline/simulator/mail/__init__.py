"""A mail server on loopback: a mailbox for the assistant, and people who write to it and answer."""
