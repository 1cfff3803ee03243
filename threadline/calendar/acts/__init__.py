"""What a message does with the calendar, clause by clause, and to whom it is said: learned from examples."""
