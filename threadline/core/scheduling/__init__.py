"""From words to an offer: reading, changes of events, free time, questions about the calendar."""
