"""The pages that people reach by a link: the consent to a calendar, the page behind a mail's link, a card for who is
signed in."""

__all__ = ["card_page", "confirm_link", "oauth_consent"]
