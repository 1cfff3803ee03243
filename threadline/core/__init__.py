"""The conversation engine: what a message, a turn, a reply and a proposal are, and how they move."""
