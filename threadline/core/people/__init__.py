"""Who somebody is: the directory, linked accounts, calendar preferences."""

__all__ = ["account_linking", "calendar_preferences", "directory", "habits", "known_people"]
