"""Chain what is there, and from then on each entry when its transaction commits.

What is there is chained a few thousand at a time, each in a transaction of its own: nobody who
writes waits longer, and a run that was cut off goes on where it stopped. Only the last few are
chained under a lock, with the trigger that takes over.

The trigger is deferred, so that requests wait for one another only for the moment of commit. The
one row of audit_head is the lock, and tells when the newest entries were removed; a head that was
lost goes on from the last entry, or nobody could do anything that is recorded.
"""

from typing import Any

from django.db import migrations, transaction

AT_A_TIME = 5000  # about a quarter of a second

CHAIN = """
CREATE OR REPLACE FUNCTION audit_head_for_update() RETURNS audit_head LANGUAGE plpgsql AS $$
DECLARE head audit_head;
BEGIN
    SELECT * INTO head FROM audit_head WHERE id = 1 FOR UPDATE;
    IF NOT FOUND THEN
        INSERT INTO audit_head (id, position, chain) SELECT 1, position, chain FROM (
            SELECT position, chain FROM audit_entry WHERE position IS NOT NULL
            UNION ALL SELECT 0, '' ORDER BY position DESC LIMIT 1) AS last
        ON CONFLICT (id) DO NOTHING;
        SELECT * INTO head FROM audit_head WHERE id = 1 FOR UPDATE;
    END IF;
    RETURN head;
END $$;
CREATE OR REPLACE FUNCTION audit_chain() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE head audit_head := audit_head_for_update();
BEGIN
    head.position := head.position + 1;
    SELECT audit_link(head.chain, head.position, e) INTO head.chain FROM audit_entry e WHERE e.id = NEW.id;
    UPDATE audit_entry SET position = head.position, chain = head.chain WHERE id = NEW.id;
    UPDATE audit_head SET position = head.position, chain = head.chain WHERE id = 1;
    RETURN NULL;
END $$;
"""
# Chains the next unchained entries after an id; the answer is the id of the last.
CHAIN_SOME = """
CREATE OR REPLACE FUNCTION audit_chain_some(after bigint, at_most int) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE head audit_head := audit_head_for_update(); entry audit_entry; newest bigint;
BEGIN
    FOR entry IN SELECT * FROM audit_entry WHERE id > after AND position IS NULL
        ORDER BY id LIMIT at_most
    LOOP
        head.position := head.position + 1;
        head.chain := audit_link(head.chain, head.position, entry);
        UPDATE audit_entry SET position = head.position, chain = head.chain WHERE id = entry.id;
        newest := entry.id;
    END LOOP;
    UPDATE audit_head SET position = head.position, chain = head.chain WHERE id = 1;
    RETURN newest;
END $$;
"""
TAKE_OVER = """
LOCK TABLE audit_entry IN SHARE ROW EXCLUSIVE MODE;
SELECT audit_chain_some(0, NULL);
DROP TRIGGER IF EXISTS audit_chain ON audit_entry;
CREATE CONSTRAINT TRIGGER audit_chain AFTER INSERT ON audit_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_chain();
DROP FUNCTION audit_chain_some(bigint, int);
"""
STOP = """
DROP TRIGGER IF EXISTS audit_chain ON audit_entry;
DROP FUNCTION IF EXISTS audit_chain();
DROP FUNCTION IF EXISTS audit_head_for_update();
"""


def forwards(apps: Any, schema_editor: Any) -> None:
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(CHAIN)
        cursor.execute(CHAIN_SOME)
        newest = 0
        while newest is not None:
            with transaction.atomic(schema_editor.connection.alias):
                cursor.execute("SELECT audit_chain_some(%s, %s)", [newest, AT_A_TIME])
                newest = cursor.fetchone()[0]
        with transaction.atomic(schema_editor.connection.alias):
            cursor.execute(TAKE_OVER)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("audit", "0003_chain")]
    operations = [
        migrations.RunPython(forwards, migrations.RunPython.noop),
        migrations.RunSQL(migrations.RunSQL.noop, STOP),
    ]
