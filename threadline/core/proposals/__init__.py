"""From a proposal to the calendar: decisions, booking jobs, operations on the calendar."""
