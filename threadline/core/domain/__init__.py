"""The words of the core: messages, proposals, templates, scopes, time zones. Knows nothing else of the core."""
