"""Every row of the matrix, one module an app. A new address gets its row in the module of its app."""

from casereview.tests.personas.rows import (
    cases,
    notifications,
    pairing,
    people,
    reviews,
    rubrics,
    top,
)

ROWS = [
    *top.ROWS,
    *people.ROWS,
    *notifications.ROWS,
    *cases.ROWS,
    *pairing.ROWS,
    *reviews.ROWS,
    *rubrics.ROWS,
]
