"""A person's time zone, language and clock: what they chose goes before what their channel told."""

from threadline.storage.persons import PersonRecord


def zone_of(record: PersonRecord) -> str:
    """The zone of a person (IANA)."""
    return record.chosen_zone or record.zone


def language_of(record: PersonRecord) -> str | None:
    """The language of a person, or None where nobody said it."""
    return record.chosen_language or record.language


def hours_of(record: PersonRecord) -> int | None:
    """To how many a person's hours are counted, 12 or 24; None where they chose nothing."""
    chosen = (record.chosen_clock or "").strip()
    return int(chosen) if chosen in ("12", "24") else None
