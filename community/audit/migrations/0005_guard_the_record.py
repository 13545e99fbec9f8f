"""The record cannot be emptied at one stroke, and only the chaining of an entry moves the head.

TRUNCATE passes by the triggers of rows. Where tables are emptied between tests, the tests
themselves disable what refuses it.
"""

from django.db import migrations

GUARD = """
CREATE FUNCTION audit_guard_head() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.position = OLD.position + 1 AND pg_trigger_depth() > 1 THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'The head of the audit record moves with its entries alone: append-only.';
END $$;
CREATE TRIGGER audit_head_guarded BEFORE UPDATE OR DELETE ON audit_head
    FOR EACH ROW EXECUTE FUNCTION audit_guard_head();
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit_head
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
"""
UNGUARD = """
DROP TRIGGER audit_no_truncate ON audit_head;
DROP TRIGGER audit_no_truncate ON audit_entry;
DROP TRIGGER audit_head_guarded ON audit_head;
DROP FUNCTION audit_guard_head();
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_chain_entries")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
