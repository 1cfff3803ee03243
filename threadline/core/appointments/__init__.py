"""What people outside choose: booking links, the free times behind them, and booking the one that was chosen."""

__all__ = [
    "appointments",
    "booking_link",
    "booking_links",
    "free_times_text",
    "held_times",
    "holds",
    "host_choice",
    "open_times",
]
