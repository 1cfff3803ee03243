"""The Slack channel: mentions, direct messages, commands, shortcuts, cards, the home tab."""
