"""What is done with a mail that came: the mailboxes' workers, loops, bounces, threads, commands, answers to
invitations."""
