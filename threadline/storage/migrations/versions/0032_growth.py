"""What lists, searches and the housekeeping need in a database that has grown.

On SQLite an index of trigrams says which lines have the letters that are looked for, in every script; triggers keep it
in step. Each line in it begins with three letters for private use that stand for its person, so that a search in it
meets that person's lines alone. Without FTS5 (or before 3.34) there is none, and searches read all lines of a person.
On Postgres the index is one of expressions, which keeps itself in step.

Revision 0032.
"""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

_INDICES = (
    ("messages", "person_id", "received_at"),
    ("turns", "finished_at"),
    ("conversations", "updated_at"),
    ("persons", "created_at"),
    ("proposals", "state", "updated_at"),
    ("audit", "at"),
    ("links", "expires_at"),
    ("tokens", "expires_at"),
    ("tokens", "revoked_at"),
    ("events", "owner_id", "calendar_id", "start", "until"),
)
_OTHER_TEXT = "old.text IS NOT new.text"
_DIGITS = "'0123456789abcdef'"


def upgrade() -> None:
    """Add the indices, and the index of words where there can be one."""
    for table, *columns in _INDICES:
        op.create_index(f"ix_{table}_{'_'.join(columns)}", table, columns)
    op.drop_index("ix_events_owner_id_calendar_id_start", "events")
    op.create_index(
        "ix_proposals_clearing",
        "proposals",
        ["updated_at"],
        sqlite_where=sa.text("clearing = 1"),
        postgresql_where=sa.text("clearing"),
    )
    connection = op.get_bind()
    if connection.dialect.name == "sqlite" and _has_trigrams(connection):
        for statement in _sqlite():
            connection.exec_driver_sql(statement)


def _has_trigrams(connection: sa.Connection) -> bool:
    fts5 = connection.exec_driver_sql("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'").first()
    version = connection.exec_driver_sql("SELECT sqlite_version()").scalar_one()
    return fts5 is not None and tuple(map(int, version.split(".")[:2])) >= (3, 34)


def _mark(person: str, first: int) -> str:
    """Three letters that follow from a person's id; `first` is where their range begins."""
    digit = [f"instr({_DIGITS}, substr({person}, -{place}, 1))" for place in range(1, 10)]
    letters = [f"{first} + 289 * {a} + 17 * {b} + {c}" for a, b, c in zip(digit[::3], digit[1::3], digit[2::3])]
    return f"char({', '.join(letters)})"


def _line(person: str) -> str:
    return _mark(person, 0xE000)


def _title(person: str) -> str:
    return _mark(person, 0xF0000)


def _forgotten(kind: int, source: str, text: str) -> str:
    same = f"source = {source} AND kind = {kind}"
    return (
        "INSERT INTO search_index (search_index, rowid, line)"
        f" SELECT 'delete', number, mark || char(10) || {text} FROM search_lines WHERE {same};"
        f" DELETE FROM search_lines WHERE {same};"
    )


def _kept(kind: int, source: str, text: str, mark: str, which: str) -> str:
    return (
        f"INSERT INTO search_lines (source, kind, mark) SELECT {source}, {kind}, {mark} {which};"
        " INSERT INTO search_index (rowid, line)"
        f" SELECT number, mark || char(10) || {text} FROM search_lines WHERE source = {source} AND kind = {kind};"
    )


def _moved(sign: str, values: str) -> str:
    """Take the lines of a conversation out of the index, or into it."""
    messages = "messages m JOIN search_lines l ON l.source = m.id AND l.kind = 0"
    answers = "messages m JOIN turns t ON t.message_id = m.id JOIN search_lines l ON l.source = m.id AND l.kind = 1"
    return "".join(
        f"INSERT INTO search_index ({sign}rowid, line) SELECT {values}l.number, l.mark || char(10) || {text}"
        f" FROM {lines} WHERE m.conversation_id = new.id;"
        for text, lines in (("m.text", messages), ("t.text", answers))
    )


def _sqlite() -> Iterator[str]:
    yield (
        "CREATE TABLE search_lines (number INTEGER PRIMARY KEY, source VARCHAR(64) NOT NULL, kind INTEGER NOT NULL,"
        " mark TEXT NOT NULL, UNIQUE (source, kind))"
    )
    yield (
        "CREATE VIRTUAL TABLE search_index USING"
        " fts5(line, content='', columnsize=0, detail=none, tokenize='trigram')"
    )
    for name, when, steps in (*_of_messages(), *_of_answers(), *_of_titles()):
        yield f"CREATE TRIGGER search_{name} AFTER {when} BEGIN {steps} END"
    yield from _filled()


def _of_messages() -> Iterator[tuple[str, str, str]]:
    kept = _kept(
        0, "new.id", "new.text", _line("person_id"), "FROM conversations WHERE id = new.conversation_id AND new.text != ''"
    )
    forgotten = _forgotten(0, "old.id", "old.text")
    yield "messages_insert", "INSERT ON messages", kept
    yield "messages_delete", "DELETE ON messages", forgotten
    yield "messages_update", f"UPDATE OF text ON messages WHEN {_OTHER_TEXT}", forgotten + kept


def _of_answers() -> Iterator[tuple[str, str, str]]:
    kept = _kept(
        1,
        "new.message_id",
        "new.text",
        _line("c.person_id"),
        "FROM messages m JOIN conversations c ON c.id = m.conversation_id"
        " WHERE m.id = new.message_id AND new.finished_at IS NOT NULL AND new.text != ''",
    )
    forgotten = _forgotten(1, "old.message_id", "old.text")
    ended = "(old.finished_at IS NULL) != (new.finished_at IS NULL)"
    yield "turns_insert", "INSERT ON turns WHEN new.text != ''", kept
    yield "turns_delete", "DELETE ON turns", forgotten
    yield "turns_update", f"UPDATE OF text, finished_at ON turns WHEN {_OTHER_TEXT} OR {ended}", forgotten + kept


def _of_titles() -> Iterator[tuple[str, str, str]]:
    kept = _kept(2, "new.id", "new.title", _title("new.person_id"), "WHERE new.title != ''")
    forgotten = _forgotten(2, "old.id", "old.title")
    yield "conversations_insert", "INSERT ON conversations", kept
    yield "conversations_delete", "DELETE ON conversations", forgotten
    yield (
        "conversations_update",
        "UPDATE OF title, person_id ON conversations"
        " WHEN old.title IS NOT new.title OR old.person_id IS NOT new.person_id",
        forgotten + kept,
    )
    yield (
        "conversations_person",
        "UPDATE OF person_id ON conversations WHEN old.person_id IS NOT new.person_id",
        _moved("search_index, ", "'delete', ")
        + f"UPDATE search_lines SET mark = {_line('new.person_id')} WHERE kind IN (0, 1)"
        " AND source IN (SELECT id FROM messages WHERE conversation_id = new.id);" + _moved("", ""),
    )


def _filled() -> Iterator[str]:
    yield (
        "INSERT INTO search_lines (source, kind, mark)"
        f" SELECT source, kind, mark FROM (SELECT m.id AS source, 0 AS kind, {_line('c.person_id')} AS mark,"
        " m.received_at AS at FROM messages m JOIN conversations c ON c.id = m.conversation_id WHERE m.text != ''"
        f" UNION ALL SELECT m.id, 1, {_line('c.person_id')}, t.finished_at FROM turns t"
        " JOIN messages m ON m.id = t.message_id JOIN conversations c ON c.id = m.conversation_id"
        " WHERE t.finished_at IS NOT NULL AND t.text != ''"
        f" UNION ALL SELECT id, 2, {_title('person_id')}, updated_at FROM conversations WHERE title != '') ORDER BY at"
    )
    yield (
        "INSERT INTO search_index (rowid, line) SELECT l.number, l.mark || char(10) || CASE l.kind"
        " WHEN 0 THEN (SELECT text FROM messages WHERE id = l.source)"
        " WHEN 1 THEN (SELECT text FROM turns WHERE message_id = l.source)"
        " ELSE (SELECT title FROM conversations WHERE id = l.source) END"
        " FROM search_lines l ORDER BY l.number"
    )
