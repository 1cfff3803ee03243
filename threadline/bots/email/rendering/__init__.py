"""What a mail of ours looks like: cards, pages, plain text, MIME."""
