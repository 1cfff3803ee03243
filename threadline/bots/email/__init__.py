"""The e-mail channel: mailboxes, mails taken apart, answers, invitations."""
