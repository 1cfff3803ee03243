"""What an event is called, and what sort of event it is."""
