"""The pages that people open: the consent to a calendar, the page of a booking link, that of a voter in a poll, that
behind a mail's link, a card for who is signed in, one's own data, and the page of whoever runs the service."""

__all__ = [
    "admin_page",
    "booking_limits",
    "booking_page",
    "card_page",
    "confirm_link",
    "oauth_consent",
    "own_data_page",
    "poll_page",
]
