"""An index of the letters that stand together on Postgres, as 0032 makes one on SQLite.

Full-text search in GIN, without an extension: `search_words` makes a `tsvector` of every three letters of a line, in any
script. It also has whose line it is, once for all of their lines and once for each stretch of 4,096, 65,536 and
1,048,576 lines: `search_found` looks into the newest stretch first and stops where there is enough, so that a word that
stands everywhere costs no more among a million lines. Case is folded for ASCII alone, on both databases.

Triggers keep the index in step from here on. What was there before is put in afterwards, a little at a time (see
`search_fill`), so that this transaction is short however much there is.

Revision 0035.
"""

from collections.abc import Iterator

from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

_LONGEST = 100_000
"""Of longer lines no letters are kept: they are found by everything, and looked at."""

_TABLES = (
    "CREATE SEQUENCE search_numbers",
    "CREATE TABLE search_lines (source VARCHAR(64) NOT NULL, kind SMALLINT NOT NULL, number BIGINT NOT NULL,"
    " person_id VARCHAR(64) NOT NULL, author_id VARCHAR(64) NOT NULL, line TEXT NOT NULL, PRIMARY KEY (source, kind))",
    # What is still to be put in; the row without a source stands for all that is there, until it is listed.
    "CREATE TABLE search_fill (source VARCHAR(64) NOT NULL, kind SMALLINT NOT NULL, number BIGINT PRIMARY KEY)",
    "INSERT INTO search_fill SELECT '', 0, 0 WHERE EXISTS (SELECT FROM conversations)",
)

# Of pieces, for to take a letter out of a long line costs as much as it is long.
_WORDS = f"""
CREATE FUNCTION search_words(person text, author text, kind integer, number bigint, line text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT array_to_tsvector(ARRAY(
    SELECT substr(piece, place, 3)
      FROM (SELECT substr(line, start, 502) AS piece FROM generate_series(1, length(line) - 2, 500) AS start) AS pieces,
           generate_series(1, length(piece) - 2) AS place
     WHERE length(line) <= {_LONGEST}
    UNION ALL SELECT '*' WHERE length(line) > {_LONGEST}
    UNION ALL
    SELECT mark || stretch
      FROM unnest(CASE kind WHEN 0 THEN ARRAY['line ' || person, 'own ' || author]
                            WHEN 1 THEN ARRAY['line ' || person]
                            ELSE ARRAY['title ' || person] END) AS mark,
           unnest(ARRAY['', ' 12 ' || (number >> 12), ' 16 ' || (number >> 16), ' 20 ' || (number >> 20)]) AS stretch
  ))
$$
"""

_INDEX = (
    # Little may wait to be put in: each search goes through what waits.
    "CREATE INDEX search_index ON search_lines USING gin (search_words(person_id, author_id, kind, number, line))"
    " WITH (gin_pending_list_limit = 256)",
    "ALTER INDEX search_index ALTER COLUMN 1 SET STATISTICS 0",
)

# Sorted afterwards: for a few rows in order Postgres would go through all of them. To compile it would take ten times as
# long as to run it.
_FOUND = """
CREATE FUNCTION search_found(mark text, asked text, most integer)
RETURNS TABLE (found_kind smallint, found_source varchar) LANGUAGE plpgsql STABLE SET enable_seqscan = off SET jit = off AS $$
DECLARE
  newest bigint; level integer; here text; kinds smallint[]; sources varchar[];
BEGIN
  SELECT last_value INTO newest FROM search_numbers;
  FOREACH level IN ARRAY ARRAY[12, 16, 20, 0] LOOP
    here := CASE level WHEN 0 THEN format('''%s''', mark)
      ELSE format('(''%1$s %2$s %3$s'' | ''%1$s %2$s %4$s'')', mark, level, newest >> level, (newest >> level) - 1) END;
    SELECT array_agg(kind ORDER BY number DESC), array_agg(source ORDER BY number DESC) INTO kinds, sources
      FROM (SELECT * FROM (SELECT number, kind, source FROM search_lines
              WHERE search_words(person_id, author_id, kind, number, line) @@ (here || ' & ' || asked)::tsquery
              OFFSET 0) AS those
            ORDER BY number DESC LIMIT most) AS newest_of_them;
    EXIT WHEN cardinality(kinds) >= most;
  END LOOP;
  RETURN QUERY SELECT * FROM unnest(kinds, sources);
END $$
"""

_KEEP = """
CREATE FUNCTION search_keep(a_source text, a_kind integer, person text, author text, a_line text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  IF a_line = '' THEN
    DELETE FROM search_lines WHERE source = a_source AND kind = a_kind;
  ELSE
    INSERT INTO search_lines (source, kind, number, person_id, author_id, line)
    VALUES (a_source, a_kind, nextval('search_numbers'), person, author, lower(a_line COLLATE "C"))
    ON CONFLICT (source, kind) DO UPDATE
      SET number = excluded.number, person_id = excluded.person_id, author_id = excluded.author_id, line = excluded.line;
  END IF;
END $$
"""

_MESSAGES = """
  IF tg_op = 'DELETE' THEN
    DELETE FROM search_lines WHERE source = old.id AND kind = 0;
  ELSIF tg_op = 'UPDATE' AND old.text = new.text THEN
    UPDATE search_lines SET author_id = new.person_id WHERE source = new.id AND kind = 0;
  ELSE
    PERFORM search_keep(new.id, 0, person_id, new.person_id, new.text) FROM conversations WHERE id = new.conversation_id;
  END IF;
"""

_TURNS = """
  IF tg_op = 'DELETE' THEN
    DELETE FROM search_lines WHERE source = old.message_id AND kind = 1;
  ELSIF new.finished_at IS NOT NULL THEN
    PERFORM search_keep(new.message_id, 1, c.person_id, '', new.text)
      FROM messages m JOIN conversations c ON c.id = m.conversation_id WHERE m.id = new.message_id;
  ELSIF tg_op = 'UPDATE' AND old.finished_at IS NOT NULL THEN
    DELETE FROM search_lines WHERE source = new.message_id AND kind = 1;
  END IF;
"""

_CONVERSATIONS = """
  IF tg_op = 'DELETE' THEN
    DELETE FROM search_lines WHERE source = old.id AND kind = 2;
    RETURN NULL;
  END IF;
  PERFORM search_keep(new.id, 2, new.person_id, '', new.title);
  IF tg_op = 'UPDATE' AND old.person_id <> new.person_id THEN
    UPDATE search_lines SET person_id = new.person_id
     WHERE kind IN (0, 1) AND source IN (SELECT id FROM messages WHERE conversation_id = new.id);
  END IF;
"""


def upgrade() -> None:
    """Make the index; what is in the database goes into it afterwards."""
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        for statement in (*_TABLES, _WORDS, *_INDEX, _FOUND, _KEEP, *_triggers()):
            connection.exec_driver_sql(statement)


def _triggers() -> Iterator[str]:
    for table, steps, columns in (
        ("messages", _MESSAGES, ("text", "person_id")),
        ("turns", _TURNS, ("text", "finished_at")),
        ("conversations", _CONVERSATIONS, ("title", "person_id")),
    ):
        function = f"search_{table}"
        yield f"CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {steps} RETURN NULL; END $$"
        each = f"FOR EACH ROW EXECUTE FUNCTION {function}()"
        yield f"CREATE TRIGGER {function}_come_and_go AFTER INSERT OR DELETE ON {table} {each}"
        changed = " OR ".join(f"old.{column} IS DISTINCT FROM new.{column}" for column in columns)
        of = ", ".join(columns)
        yield f"CREATE TRIGGER {function}_change AFTER UPDATE OF {of} ON {table} FOR EACH ROW WHEN ({changed}) " + (
            f"EXECUTE FUNCTION {function}()"
        )
