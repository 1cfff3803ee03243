"""Ways into the console: a one-time link, a link by mail, and the team's own OpenID Connect provider."""

__all__ = ["browser_session", "mailed_link", "one_time_link", "openid_pages", "openid_provider"]
