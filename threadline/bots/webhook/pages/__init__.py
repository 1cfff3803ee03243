"""The pages that people reach by a link: the consent to a calendar, the page behind a mail's link."""

__all__ = ["confirm_link", "oauth_consent"]
