"""The HTTP channel: the API, the page behind a mail link, and the web console."""
