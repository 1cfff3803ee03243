"""Which task words ask for, on which text; other words ask for none."""

import pytest

from threadline.core.dialogue.task_words import TaskWords, task_in

INTO = "target_language"


@pytest.mark.parametrize(
    ("text", "task"),
    [
        ("Summarise this: The launch moved", TaskWords("summary", "The launch moved")),
        ("TL;DR please:\n\nThe harbour", TaskWords("summary", "The harbour")),
        ("Fasse zusammen: Das Budget", TaskWords("summary", "Das Budget")),
        ("Résume ce texte : Le port", TaskWords("summary", "Le port")),
        ("summarise this thread", TaskWords("summary", None)),
        ("What are the action items in this?\nBo writes it.", TaskWords("action_items", "Bo writes it.")),
        ("keywords of this text: The harbour", TaskWords("keywords", "The harbour")),
        ("translate “good morning” into Japanese", TaskWords("translate", "good morning", ((INTO, "Japanese"),))),
        ("Übersetze das ins Englische: Guten Tag", TaskWords("translate", "Guten Tag", ((INTO, "English"),))),
        ("explain this: x=1", TaskWords("technical_explanation", "x=1")),
    ],
)
def test_a_task(text: str, task: TaskWords) -> None:
    assert task_in(text) == task


@pytest.mark.parametrize(
    "text",
    ["explain why we moved", "summarize my week", "Lunch with Bo: Friday at noon", "make it an hour", "people",
     "correct the time: 3pm", "translate our goals into action"],
)  # fmt: skip
def test_no_task(text: str) -> None:
    assert task_in(text) is None
