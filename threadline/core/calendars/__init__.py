"""The calendars of a person: which there are, connecting them, what is in them, who takes part."""
