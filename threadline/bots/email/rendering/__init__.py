"""What a mail of ours looks like: cards, pages, plain text, MIME."""

__all__ = ["card", "html", "html_page", "mime", "plain_text"]
