"""Look for words in every column of every table, as whoever holds a copy of the database would."""

from django.db import connection

KINDS = ("text", "character varying", "json", "jsonb", "bytea", "ARRAY", "tsvector")


def tables_holding(words: str) -> set[str]:
    """ "table.column" wherever the words stand in the open."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name, data_type FROM information_schema.columns "
            "WHERE table_schema = 'public' AND data_type = ANY(%s)",
            [list(KINDS)],
        )
        columns = cursor.fetchall()
        found = set()
        for table, column, kind in columns:
            # bytes are escaped, so that plain ASCII in them can be read
            readable = f"encode(\"{column}\", 'escape')" if kind == "bytea" else f'"{column}"::text'
            cursor.execute(
                f'SELECT EXISTS (SELECT 1 FROM "{table}" WHERE position(%s in {readable}) > 0)',
                [words],
            )
            if cursor.fetchone()[0]:
                found.add(f"{table}.{column}")
    return found
