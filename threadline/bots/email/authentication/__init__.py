"""Who really sent a mail: DKIM, DMARC, the results another server wrote down."""

__all__ = ["dkim", "sender_authentication"]
