"""Zones by Windows' names, as Microsoft uses them, and by those of IANA (CLDR's `windowsZones`, by way of tzlocal)."""

from zoneinfo import ZoneInfo

from tzlocal.windows_tz import tz_win, win_tz


def windows_of(name: str) -> str:
    """The Windows name for a zone; a name that has none stays as it is, and one that is Windows' already."""
    return name if name in win_tz else tz_win.get(name, name)


def iana_of(name: str | None, otherwise: str = "UTC") -> str:
    """The IANA name for a zone, `otherwise` for one that nobody knows."""
    if name == "UTC":  # Windows' name as well, for what CLDR calls Etc/UTC
        return name
    for candidate in (win_tz.get(name or "", name), otherwise):
        try:
            if candidate:
                return ZoneInfo(candidate).key
        except (ValueError, KeyError, OSError):  # an unknown zone is a KeyError, a broken name one of the others
            continue
    return "UTC"
