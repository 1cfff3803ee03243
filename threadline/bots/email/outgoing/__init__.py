"""What is sent: composing, delivery, news of proposals, links to confirm by."""

__all__ = ["composer", "confirm_links", "poll_mails", "proposal_updates", "retrying_delivery"]
