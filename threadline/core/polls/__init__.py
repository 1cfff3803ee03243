"""Polls of a group: the times that are asked about, votes by button or word, who is missing, and what wins."""

__all__ = ["poll", "poll_clicks", "poll_lines", "poll_times", "polls", "upkeep", "vote_words"]
