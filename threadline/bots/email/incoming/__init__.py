"""What is done with a mail that came: the mailboxes' workers, loops, bounces, threads, commands, answers to
invitations."""

__all__ = [
    "guest_words",
    "inbound",
    "normalisation",
    "offsets",
    "outside",
    "poll_votes",
    "returned_mail",
    "rsvp_decisions",
    "rsvp_notices",
    "sender_check",
    "supervisor",
    "threads",
    "worker",
]
