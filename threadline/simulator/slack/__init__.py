"""The fake Slack: Web API, signed deliveries with retries, Socket Mode, and a browser view of it all."""
