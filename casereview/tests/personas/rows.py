"""Every row of the matrix; each app has its own in `tests/persona_rows.py`."""

from casereview.tests.contributions import values

ROWS = [row for rows in values("persona_rows", "ROWS") for row in rows]
