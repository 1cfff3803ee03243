"""Searching what the person said in other conversations; in a thread that others read, only in that thread."""

from pydantic import Field

from threadline.core.tools.free_text import one_line
from threadline.core.tools.scene import Scene
from threadline.core.tools.tool import Arguments, Tool, ToolParts, ToolRefused
from threadline.texts.messages import N_

_MOST = 8
_LONGEST = 300


class Search(Arguments):
    """What to look for."""

    words: str = Field(max_length=100, description="A word or two that the messages have to contain.")


def create(parts: ToolParts) -> Tool:
    """The tool, as the entry point `threadline.tools` makes it."""

    async def search_conversations(asked: Search, scene: Scene) -> str:
        words = asked.words.strip()
        if not words:
            raise ToolRefused("Say a word to look for.")
        within = scene.turn.conversation_id if scene.shared else None
        found = await parts.conversations.search(scene.person.id, words, limit=_MOST, conversation_id=within)
        lines = []
        for each in found:
            if each.message_id == scene.turn.message_id:
                continue
            scene.notes.seen.append(each.text[:_LONGEST])
            lines.append(
                f"{each.received_at:%Y-%m-%d}, in “{one_line(each.title, 60)}”: {one_line(each.text, _LONGEST)}"
            )
        return "\n".join(lines) or "Nothing of that was said."

    return Tool(
        "search_conversations",
        "Search what this person wrote to you before, in this and their other conversations, by words.",
        Search,
        search_conversations,
        N_("Looking through your conversations…"),
    )
