"""Rows that cannot be handled: what a sweep must survive."""

from django.db import connection

TRIGGER = """
SET CONSTRAINTS ALL IMMEDIATE;
CREATE OR REPLACE FUNCTION refuse_row() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    RAISE 'this row is poisoned';
END $$;
CREATE OR REPLACE TRIGGER refuse_row BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW WHEN (OLD.id = {pk}) EXECUTE FUNCTION refuse_row();
SET CONSTRAINTS ALL DEFERRED;
"""


def poison(row):
    """Let the database refuse every change of `row` until the test's transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(TRIGGER.format(table=row._meta.db_table, pk=int(row.pk)))


def poison_zone(person):
    """Give a person or pool a time zone that nobody knows: what asks for their day raises."""
    type(person)._base_manager.filter(pk=person.pk).update(time_zone="Nowhere/Nothing")
