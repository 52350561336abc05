"""Pages that span practices."""

from casereview.tests.personas.row import Row, staff

ROWS = [
    Row("my_week", get=staff(200)),
    Row("case", kwargs=lambda world: {"pk": world.case.pk}, get=staff(200)),
]
