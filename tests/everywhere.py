"""Look for words wherever the site keeps anything, as whoever holds a copy of all of it would."""

import io
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import redis
from django.conf import settings
from django.core import mail
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


def kept_anywhere(words: str) -> list[str]:
    """Where they stand, in capitals or not: in a dump of the database, in Redis, in what was mailed
    and in the files of pictures. Of a test whose transactions are real: else a dump is empty."""
    low = words.lower()
    places = [f"dump: {line}" for line in dump().lower().splitlines() if low in line]
    places += [f"redis: {key}" for key, value in in_redis() if low in f"{key} {value}".lower()]
    for sent in mail.outbox:
        if (
            low in sent.message().as_string().lower()
            or low in f"{sent.subject} {sent.body}".lower()
        ):
            places.append(f"mail: {sent.subject}")
    for path in Path(settings.PICTURES_DIR).rglob("*"):
        if low in str(path).lower() or (
            path.is_file() and low.encode() in path.read_bytes().lower()
        ):
            places.append(f"file: {path}")
    return places


def dump() -> str:
    """The whole database as text, by pg_dump; without that program, each table by COPY."""
    program = shutil.which("pg_dump")
    of = connection.settings_dict
    if program:
        where = {"PGHOST": of["HOST"], "PGPORT": str(of["PORT"] or ""), "PGUSER": of["USER"]}
        where |= {"PGPASSWORD": of["PASSWORD"], "PGOPTIONS": "-c bytea_output=escape"}
        named = {name: value for name, value in where.items() if value}
        done = subprocess.run(
            [program, "--data-only", "--dbname", str(of["NAME"])],
            env=os.environ | named,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
        if done.returncode == 0:
            return done.stdout
    return "".join(_copied())


def _copied() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute("SET bytea_output = 'escape'")
        for table in connection.introspection.table_names(cursor):
            out = io.BytesIO()
            cursor.copy_expert(f'COPY "{table}" TO STDOUT', out)
            yield out.getvalue().decode(errors="replace")


def in_redis() -> Iterator[tuple[str, str]]:
    """Each key of every database of our Redis that the site uses, with what is kept there."""
    client = redis.Redis.from_url(settings.REDIS_URL)
    for key in client.scan_iter():
        read = {
            b"string": client.get,
            b"hash": client.hgetall,
            b"list": lambda name: client.lrange(name, 0, -1),
            b"set": client.smembers,
            b"zset": lambda name: client.zrange(name, 0, -1, withscores=True),
        }.get(client.type(key))
        yield key.decode(errors="replace"), str(read(key) if read else "")
