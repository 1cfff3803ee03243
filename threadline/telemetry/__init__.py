"""What the service tells about its work as traces, for whoever watches it with OpenTelemetry."""

__all__ = ["exporting", "spans"]
