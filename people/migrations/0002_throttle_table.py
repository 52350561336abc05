from django.db import migrations

# The cache's fall-back while Valkey is down: sign-in throttling has to keep counting somewhere.
MAKE = """
CREATE TABLE people_throttle (
    cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL
);
CREATE INDEX people_throttle_expires ON people_throttle (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunSQL(MAKE, "DROP TABLE people_throttle")]
