"""The place of each entry in a chain of hashes, and the head of that chain.

Old code goes on writing beside this: an entry without a place waits to be chained.
"""

from django.db import migrations, models

LINK = """
CREATE FUNCTION audit_link(before text, place bigint, entry audit_entry) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT encode(sha256(convert_to(jsonb_build_array(
        before, place, entry.id, extract(epoch FROM entry.at), entry.actor_id, entry.verb,
        entry.about, entry.about_id, entry.detail)::text, 'UTF8')), 'hex')
$$;
CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.position IS NULL AND NEW.position IS NOT NULL
        AND to_jsonb(OLD) - 'position' - 'chain' = to_jsonb(NEW) - 'position' - 'chain' THEN
        RETURN NEW;  -- the chaining of a new entry, once
    END IF;
    RAISE EXCEPTION 'The audit record is append-only.';
END $$;
"""
UNLINK = """
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
        migrations.RunSQL(LINK, UNLINK),
    ]
