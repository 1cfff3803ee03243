"""Calendars on CalDAV servers (RFC 4791): Nextcloud, iCloud, Fastmail, Radicale and others."""
