"""Every row of the matrix. The row of a new address stands in `tests/persona_rows.py` of its app."""

from casereview.tests.contributions import values

ROWS = [row for rows in values("persona_rows", "ROWS") for row in rows]
