"""A tool: propose to write something on the person's own list of things to do."""

from pydantic import Field

from threadline.core.tools.free_text import own_words
from threadline.core.tools.questions_below import ask_below, own_wish
from threadline.core.tools.scene import Scene
from threadline.core.tools.tool import Arguments, Tool, ToolParts, ToolRefused
from threadline.texts.messages import N_

_OWN = "Quote the person's own words, spoken to you, that ask for it; nothing else is written on their list."


class Writing(Arguments):
    """What is to be written down."""

    title: str = Field(
        max_length=200, description="What is to be done, in a few words, with its day where one was said."
    )
    words: list[str] = Field(
        description="The person's own words that ask for it, quoted exactly as they stand in the message."
    )

    def said(self) -> tuple[str, ...]:
        """The person's words."""
        return (" ".join(self.words),)


def create(parts: ToolParts) -> Tool:
    """The tool, as the entry point `threadline.tools` makes it."""

    async def propose_todo(asked: Writing, scene: Scene) -> str:
        own_wish(scene, asked.words, _OWN)
        title = own_words(asked.title, scene)
        wished = await parts.todo_lists.proposed(scene.turn, title) if title else None
        if wished is None:
            raise ToolRefused(_OWN)
        if wished.offer is not None:
            scene.notes.offers.append(wished.offer)
            return f"A card is prepared: {' '.join(wished.facts)} Nothing is written before their click."
        if wished.asked is None:
            return " ".join(wished.facts)
        [sentence] = wished.facts
        return ask_below(scene, sentence, wished.asked, does="writes it")

    return Tool(
        "propose_todo",
        "Propose to write something on the person's to-do list, where they ask for it (“put the offer on my list”, “I "
        "must not forget to call Dee, note that”). What has a time of its own is an event or a reminder instead. They "
        "are asked below your answer, and only their yes writes it down.",
        Writing,
        propose_todo,
        N_("Noting what to ask…"),
        acts=True,
        threaded=True,
    )
