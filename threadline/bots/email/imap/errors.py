"""What can go wrong with a mailbox, one tree; `str(error)` is a sentence for the operator.

MailboxError
├── MailboxUnavailable   the server cannot be reached, went away, or said something that makes no sense
└── SignInRefused        it does not accept the password or token
"""


class MailboxError(Exception):
    """A mailbox cannot be read right now."""


class MailboxUnavailable(MailboxError):
    """The server cannot be reached, or went away."""


class SignInRefused(MailboxError):
    """The password or the token is not accepted."""
