"""A fake Google Calendar."""
