"""Where a mail came from and where its answer goes, in the form in which the engine keeps it for the channel."""

from dataclasses import dataclass

from threadline.core.channels.thread_ref import ThreadRef


@dataclass(frozen=True, slots=True)
class MailPlace(ThreadRef):
    """One mail of a thread: kept as `Message.address`.

    `mailbox` is the name of the mailbox that it arrived in and that the answer is sent from. `to` is the registered
    address of the person who wrote it (never what a Reply-To asks for), `name` how they are called. `message_id` and
    `references` (the oldest first, as the mail had them) are without angle brackets; `subject` is the mail's own.
    """

    mailbox: str
    to: str
    subject: str = ""
    message_id: str = ""
    references: tuple[str, ...] = ()
    name: str = ""

    @property
    def thread(self) -> tuple[str, ...]:
        """The References of an answer to this mail: what it referred to, then the mail itself (RFC 5322, 3.6.4)."""
        return tuple(dict.fromkeys((*self.references, *([self.message_id] if self.message_id else []))))
