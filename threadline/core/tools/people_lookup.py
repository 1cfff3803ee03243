"""The people of the thread, each under a reference that acts can name."""

from threadline.core.calendars.participants import Invitee
from threadline.core.tools.free_text import one_line
from threadline.core.tools.scene import Scene
from threadline.core.tools.tool import Arguments, Tool, ToolParts
from threadline.texts.messages import N_


class NoArguments(Arguments):
    """Nothing needs to be said."""


def create(parts: ToolParts) -> Tool:
    """The tool, as the entry point `threadline.tools` makes it."""

    async def people_of_thread(_asked: NoArguments, scene: Scene) -> str:
        lines = []
        for number, person in enumerate(await parts.people.of_conversation(scene.turn.conversation_id), start=1):
            reference = f"p{number}"
            scene.notes.people[reference] = Invitee(person.name or person.email or "?", person.email, person)
            who = " (writes this message)" if person.id == scene.person.id else ""
            known = "address known" if person.email else "no address known"
            lines.append(f"{reference}: {one_line(person.name or '?', 80)}{who}, {known}, clock: {person.zone}")
        return "\n".join(lines) or "Nobody is known to have written here."

    return Tool(
        "people_of_thread",
        "List who has written in this thread, each under a reference (p1, p2, …) that the other tools take where they "
        "ask for people.",
        NoArguments,
        people_of_thread,
        N_("Looking who is here…"),
        threaded=True,
    )
