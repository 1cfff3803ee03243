"""Servers that speak OpenAI's `chat/completions`, by name: where they are and whether they want a key.

Addresses are those of each maker's documentation. A hosted service has no default model unless its cheap one is stable;
a local server serves what it was started with, and most take any model name.
"""

from dataclasses import dataclass

from threadline.providers.known_models import default_model


@dataclass(frozen=True, slots=True)
class Preset:
    """What is known of a server; a spec's own values win."""

    base_url: str | None
    needs_key: bool = True
    model: str | None = None


PRESETS: dict[str, Preset] = {
    "openai_compatible": Preset(None, needs_key=False),
    "xai": Preset("https://api.x.ai/v1"),
    "openrouter": Preset("https://openrouter.ai/api/v1", model=default_model("openrouter")),
    "deepseek": Preset("https://api.deepseek.com/v1", model=default_model("deepseek")),
    "tongyi": Preset("https://dashscope-intl.aliyuncs.com/compatible-mode/v1"),
    "ollama": Preset("http://127.0.0.1:11434/v1", needs_key=False),
    "vllm": Preset("http://127.0.0.1:8000/v1", needs_key=False),
    "llamacpp": Preset("http://127.0.0.1:8080/v1", needs_key=False, model="default"),
}
