"""The fake Teams: the Bot Connector, the login and the keys around it, and people who write and click."""
