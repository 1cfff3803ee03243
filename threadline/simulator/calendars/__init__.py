"""What the fakes of calendars have in common: consent, faults, recurrence and a week to look at."""
