"""A tool: what is on the person's own list of things to do."""

from threadline.core.tools.scene import Scene
from threadline.core.tools.tool import Arguments, Tool, ToolParts
from threadline.texts.messages import N_


class Nothing(Arguments):
    """No arguments."""


def create(parts: ToolParts) -> Tool:
    """The tool, as the entry point `threadline.tools` makes it."""

    async def look_up_todos(_asked: Nothing, scene: Scene) -> str:
        if scene.turn.message.shared:
            return "Others read this thread: the list is told to the person alone. Say so."
        todos = await parts.todo_lists.open(scene.person)
        lines = [f"- {each.title}{f', due {each.due:%Y-%m-%d}' if each.due else ''}" for each in todos]
        return (
            "\n".join(["The person ticks them off by saying so (“tick off …”).", *lines]) if lines else "It is empty."
        )

    return Tool(
        "look_up_todos",
        "What is on the person's to-do list and not done yet.",
        Nothing,
        look_up_todos,
        N_("Looking at your list…"),
    )
