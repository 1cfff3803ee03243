"""A person's time zone and language: what they chose goes before what their channel told."""

from threadline.storage.persons import PersonRecord


def zone_of(record: PersonRecord) -> str:
    """The zone of a person (IANA)."""
    return record.chosen_zone or record.zone


def language_of(record: PersonRecord) -> str | None:
    """The language of a person, or None where nobody said it."""
    return record.chosen_language or record.language
