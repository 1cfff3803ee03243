"""A fake Microsoft Graph, as far as calendars go."""
