"""What a model may do in a turn: tools that look up, tools that propose, and the guards that hold both."""

__all__ = ["client_calls", "free_text", "notes", "scene", "tool", "toolbox"]
