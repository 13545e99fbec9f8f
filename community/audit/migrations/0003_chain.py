"""Each entry is chained to the one before it by a hash, when its transaction commits.

The trigger is deferred, so that requests wait for one another only for the moment of commit; the
one row of audit_head is the lock, and tells when the newest entries were removed.
"""

from django.db import migrations, models

CHAIN = """
CREATE FUNCTION audit_link(before text, place bigint, entry audit_entry) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT encode(sha256(convert_to(jsonb_build_array(
        before, place, entry.id, extract(epoch FROM entry.at), entry.actor_id, entry.verb,
        entry.about, entry.about_id, entry.detail)::text, 'UTF8')), 'hex')
$$;
CREATE FUNCTION audit_chain() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE head audit_head;
BEGIN
    INSERT INTO audit_head (id, position, chain) VALUES (1, 0, '') ON CONFLICT (id) DO NOTHING;
    SELECT * INTO head FROM audit_head WHERE id = 1 FOR UPDATE;
    head.position := head.position + 1;
    SELECT audit_link(head.chain, head.position, e) INTO head.chain FROM audit_entry e WHERE e.id = NEW.id;
    UPDATE audit_entry SET position = head.position, chain = head.chain WHERE id = NEW.id;
    UPDATE audit_head SET position = head.position, chain = head.chain WHERE id = 1;
    RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.position IS NULL AND NEW.position IS NOT NULL
        AND to_jsonb(OLD) - 'position' - 'chain' = to_jsonb(NEW) - 'position' - 'chain' THEN
        RETURN NEW;  -- the chaining of a new entry, once
    END IF;
    RAISE EXCEPTION 'The audit record is append-only.';
END $$;
DO $$
DECLARE entry audit_entry; place bigint := 0; link text := '';
BEGIN
    LOCK TABLE audit_entry IN EXCLUSIVE MODE;
    FOR entry IN SELECT * FROM audit_entry ORDER BY id LOOP
        place := place + 1;
        link := audit_link(link, place, entry);
        UPDATE audit_entry SET position = place, chain = link WHERE id = entry.id;
    END LOOP;
    INSERT INTO audit_head (id, position, chain) VALUES (1, place, link);
END $$;
CREATE CONSTRAINT TRIGGER audit_chain AFTER INSERT ON audit_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_chain();
"""
UNCHAIN = """
DROP TRIGGER audit_chain ON audit_entry;
DROP FUNCTION audit_chain();
DROP FUNCTION audit_link(text, bigint, audit_entry);
CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The audit record is append-only.';
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]
    operations = [
        migrations.CreateModel(
            name="Head",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("position", models.BigIntegerField(default=0)),
                ("chain", models.CharField(blank=True, max_length=64)),
            ],
        ),
        migrations.AddField(
            model_name="entry",
            name="position",
            field=models.BigIntegerField(
                editable=False, help_text="In the chain; filled at commit", null=True, unique=True
            ),
        ),
        migrations.AddField(
            model_name="entry",
            name="chain",
            field=models.CharField(
                blank=True, db_default="", default="", editable=False, max_length=64,
                help_text="SHA-256 over this entry and the chain of the one before",
            ),
        ),
        migrations.RunSQL(CHAIN, UNCHAIN),
    ]
