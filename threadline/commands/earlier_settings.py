"""Settings by their names in earlier documents: found in a `.env` file or the environment, and said anew."""

import os
import re
from collections.abc import Mapping
from pathlib import Path

NAMES: Mapping[str, str] = {
    "API_TOKEN": "tokens belong to people: `threadline token create`",
    "ALLOWED_ORIGINS": "THREADLINE_ALLOW_ORIGINS",
    "LLM_PROVIDER": "THREADLINE_PROVIDERS",
    "OPENAI_API_KEY": "THREADLINE_OPENAI_API_KEY",
    "OPENAI_MODEL": "THREADLINE_OPENAI_MODEL",
    "DEFAULT_TIMEZONE": "THREADLINE_ZONE",
    "RATE_LIMIT": "THREADLINE_REQUESTS_PER_MINUTE",
    "MAX_FILE_SIZE_MB": "THREADLINE_MAX_FILE_BYTES, in bytes",
    "GOOGLE_CREDENTIALS_FILE": "THREADLINE_GOOGLE_CLIENT_ID and THREADLINE_GOOGLE_CLIENT_SECRET",
    "GOOGLE_TOKEN_ENCRYPTION_KEY": "THREADLINE_SECRET_KEYS",
    "ENVIRONMENT": "",
    "DEBUG": "",
    "REQUEST_TIMEOUT": "",
    "MAX_PROMPT_LENGTH": "",
    "RATE_LIMIT_ENABLED": "",
}
"""What each is called here; nothing where nothing of the kind is needed."""

_NAME = re.compile(r"^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=", re.MULTILINE)
_OURS_ALONE = frozenset({"GOOGLE_CREDENTIALS_FILE", "GOOGLE_TOKEN_ENCRYPTION_KEY", "LLM_PROVIDER", "DEFAULT_TIMEZONE"})
"""Names that in the environment of a process can hardly be meant for another program."""


def found(directory: Path = Path(), environment: Mapping[str, str] = os.environ) -> Mapping[str, str]:
    """Those that are set, with what they are called here; the values are not looked at."""
    file = directory / ".env"
    written = set(_NAME.findall(file.read_text(errors="replace"))) if file.is_file() else set()
    names = (NAMES.keys() & written) | (_OURS_ALONE & environment.keys())
    return {name: NAMES[name] for name in NAMES if name in names}
