"""The mail channel with its mailboxes being read, but not watched: tests hand mails in."""

BOT = "assistant@example.com"
