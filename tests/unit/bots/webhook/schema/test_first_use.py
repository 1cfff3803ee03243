"""What the first message over HTTP would wait for is built before it comes."""

import subprocess
import sys

MODELS = "messages.PromptBody, messages.MessageBody, messages.AnswerView, messages.ExchangeView"


def test_models_are_built_by_it_and_not_by_loading_them() -> None:
    script = (
        "from threadline.bots.webhook.schema import first_use, messages\n"
        f"models = ({MODELS})\n"
        "print([model.__pydantic_complete__ for model in models])\n"
        "first_use.prepare()\n"
        "print([model.__pydantic_complete__ for model in models])\n"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert told == "[False, False, False, False]\n[True, True, True, True]\n"
