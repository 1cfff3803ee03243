"""What is sent: composing, delivery, news of proposals, links to confirm by."""
