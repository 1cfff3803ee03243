"""Every setting, from `THREADLINE_…` variables and a `.env` file. The reference in `docs/` is generated from here.

A module holds the settings of one concern, with the sentences for what cannot be; `Settings` has them all and alone
reads the environment. Settings know nothing of the core: it takes what it needs from here.
"""

from threadline.config.settings import Settings

__all__ = ["Settings"]
