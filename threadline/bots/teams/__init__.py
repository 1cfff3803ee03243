"""The Microsoft Teams channel: chats, groups, channels, commands, the message action, cards."""
